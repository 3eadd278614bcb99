using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Rego.Fuzz.Bytes;

/// <summary>
/// Archives of policies. What is spoilt is mostly the tar inside, packed anew when it is read, or nothing but the packing would ever be
/// tried;
/// and the list of digests, which is signed when it is read, or nothing but the signature would.
/// </summary>
internal static class BundleTexts
{
    private const string Mark = "SIGNED\n";
    private const string Secret = "a secret of thirty-two characters";

    private static readonly BundleVerification Key = new("HS256", Secret) { KeyId = "k", Scope = "read" };

    public static IReadOnlyList<byte[]> Corpus()
    {
        var packed = PolicyBundle.Of(Files()).ToArchive();
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        var digests = string.Join(", ", Files().Select(static file =>
            $$"""{"name": "{{file.Path}}", "hash": "{{Convert.ToHexStringLower(SHA256.HashData(file.Content.Span))}}", "algorithm": "SHA-256"}"""));
        return
        [
            plain.ToArray(), packed, Long(),
            Encoding.UTF8.GetBytes($$"""{{Mark}}{"files": [{{digests}}], "scope": "read", "keyid": "k", "iat": 1}"""),
        ];
    }

    public static void Read(byte[] octets)
    {
        if (octets.AsSpan().StartsWith("SIGNED\n"u8))
        {
            Load(OpaBundle.Of([.. Files(), new PolicyFile(".signatures.json", Signatures(octets.AsSpan(Mark.Length)))]), isVerified: true);
            return;
        }

        var packed = octets is [0x1f, 0x8b, ..] ? octets : Packed(octets);
        try
        {
            PolicyBundle.Read(packed);
        }
        catch (PolicyException)
        {
            // OPA's tool takes more kinds of bundles than these.
        }

        Load(OpaBundle.Read(packed), isVerified: false);
    }

    private static PolicyFile[] Files() =>
    [
        new(".manifest", "{\"revision\": \"r1\", \"roots\": [\"a\"]}"u8.ToArray()),
        new("a/rules.rego", "package a\n\np := data.a.x\n"u8.ToArray()),
        new("a/data.json", "{\"x\": [1, 2, {\"y\": null}]}"u8.ToArray()),
    ];

    private static void Load(OpaBundle bundle, bool isVerified)
    {
        if (isVerified)
        {
            bundle.Verify(Key);
        }

        var documents = new PolicyDocuments();
        bundle.AddTo("b", documents);
        RegoPolicy.Compile(documents.Sources, documents.Data);
    }

    private static byte[] Signatures(ReadOnlySpan<byte> payload)
    {
        var signed = Url("""{"alg": "HS256", "kid": "k"}"""u8) + "." + Url(payload);
        var signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes(signed));
        return Encoding.ASCII.GetBytes($$"""{"signatures": ["{{signed}}.{{Url(signature)}}"]}""");
    }

    private static string Url(ReadOnlySpan<byte> octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);

    private static byte[] Packed(byte[] octets)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(octets);
        }

        return packed.ToArray();
    }

    // A tar as other tools write it: folders, a name that is too long for one header, attributes in PAX records.
    private static byte[] Long()
    {
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, System.Formats.Tar.TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.Directory, "a/"));
            foreach (var file in Files())
            {
                writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, file.Path)
                {
                    DataStream = new MemoryStream(file.Content.ToArray()),
                });
            }

            var name = "a/" + new string('b', 120) + "/data.yaml";
            writer.WriteEntry(new System.Formats.Tar.GnuTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream("z: [1, {y: ~}]\n"u8.ToArray()),
            });
        }

        return tar.ToArray();
    }
}
