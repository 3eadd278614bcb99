using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;
using ShareBroker.Rego.Bundles;

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

    private static readonly RegoBundleTrust Trust = RegoBundleTrust.In(new RegoBundleKey("HS256", Secret), "read");

    public static IReadOnlyList<byte[]> Corpus()
    {
        var packed = RegoBundleArchive.Write(Files());
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        var digests = string.Join(", ", Files().Select(static file =>
            $$"""{"name": "{{file.Path}}", "hash": "{{file.Digest()}}", "algorithm": "SHA-256"}"""));
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
            RegoBundle.Of(
                [.. Files(), new RegoBundleFile(".signatures.json", Signatures(octets.AsSpan(Mark.Length)))],
                new RegoBundleOptions { Trust = Trust });
            return;
        }

        // A header that is spoilt has a wrong sum, which is put right for most, or the sum would be all that is ever looked at.
        var packed = octets is [0x1f, 0x8b, ..] ? octets : Packed(octets.Length % 4 == 3 ? octets : Summed(octets));
        try
        {
            PolicyBundle.Read(packed);
        }
        catch (PolicyException)
        {
            // OPA's bundles are of more kinds than those of policy packs.
        }

        RegoPolicy.Compile(RegoBundle.Read(packed, new RegoBundleOptions { SkipsVerification = true }));
    }

    private static RegoBundleFile[] Files() =>
    [
        new(".manifest",
            "{\"revision\": \"r1\", \"roots\": [\"a\"], \"rego_version\": 1, \"file_rego_versions\": {\"a/old*.rego\": 0}}"u8.ToArray()),
        new("a/rules.rego", "package a\n\np := data.a.x\n"u8.ToArray()),
        new("a/old.rego", "package a.b\n\np { data.a.x[_] == 1 }\n"u8.ToArray()),
        new("a/data.json", "{\"x\": [1, 2, {\"y\": null}]}"u8.ToArray()),
    ];

    private static byte[] Signatures(ReadOnlySpan<byte> payload)
    {
        var signed = Url("""{"alg": "HS256", "kid": "k"}"""u8) + "." + Url(payload);
        var signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes(signed));
        return Encoding.ASCII.GetBytes($$"""{"signatures": ["{{signed}}.{{Url(signature)}}"]}""");
    }

    private static string Url(ReadOnlySpan<byte> octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);

    private static byte[] Summed(byte[] octets)
    {
        var summed = octets.ToArray();
        for (var start = 0; start + 512 <= summed.Length; start += 512)
        {
            var header = summed.AsSpan(start, 512);
            if (header[257..262].SequenceEqual("ustar"u8))
            {
                header[148..156].Fill((byte)' ');
                var sum = 0;
                foreach (var octet in header)
                {
                    sum += octet;
                }

                Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..156]);
            }
        }

        return summed;
    }

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
