using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Packs;
using ShareBroker.Receipts.Signing;
using ShareBroker.Rego.Bundles;

namespace ShareBroker.Policies.Tests.Bundles;

/// <summary>A small signed bundle, and every way in which somebody might hand over another one instead.</summary>
internal static class TamperedBundles
{
    public static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static readonly ECDsa OtherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static readonly BundleKeys Keys = new([Key.ExportSubjectPublicKeyInfoPem()]);

    public static readonly PolicyBundle Honest = BundleSignature.Sign(PolicyBundle.Of(Files()), Key);

    private static readonly byte[] HonestTar = Tar(Honest.Entries);

    /// <summary>What was done → the code with which it is refused.</summary>
    public static readonly IReadOnlyList<(string What, string Code, byte[] Archive)> All = [.. Signatures(), .. FilesChanged(),
        .. Archives()];

    private static IEnumerable<(string What, string Code, byte[] Archive)> Signatures()
    {
        yield return ("the signature removed", "bundle_unsigned", Pack(Honest.Entries.Where(IsNoSignature)));
        yield return ("signed by another key", "bundle_key_wrong", BundleSignature.Sign(PolicyBundle.Of(Files()), OtherKey).ToArchive());
        yield return ("no signature in the list", "bundle_signature", WithSignature("""{"signatures":[]}"""));
        yield return ("two signatures", "bundle_signature",
            WithSignature(Text().Replace("[\"", "[\"a.b.c\",\"", StringComparison.Ordinal)));
        yield return ("the signature is no JSON", "bundle_signature", WithSignature("signed, honestly"));
        yield return ("the signature is of another shape", "bundle_signature", WithSignature("""{"signatures":[7]}"""));
        yield return ("algorithm none", "bundle_signature", WithToken(static token => Token("""{"alg":"none"}""", token[1], "")));
        yield return ("algorithm HS256 with the public key", "bundle_signature", WithToken(SharedSecret));
        yield return ("a critical header", "bundle_signature", WithToken(
            static token => Signed("""{"alg":"ES256","crit":["exp"],"exp":1}""", token[1])));
        yield return ("one bit of the signature", "bundle_key_wrong", WithToken(static token =>
        {
            var signature = StrictBase64.DecodeUrl(token[2]);
            signature[5] ^= 1;
            return $"{token[0]}.{token[1]}.{StrictBase64.EncodeUrl(signature)}";
        }));
        yield return ("a digest algorithm that nobody asked for", "bundle_signature", WithToken(static token =>
            Signed("""{"alg":"ES256"}""", Changed(token[1], "SHA-256", "MD5"))));
        yield return ("the list of files names one twice", "bundle_signature", WithToken(static token =>
            Signed("""{"alg":"ES256"}""", Changed(token[1], "rules/decision.rego", "rules/data.json"))));
        yield return ("the list of files replaced, signature kept", "bundle_key_wrong", WithToken(static token =>
            $"{token[0]}.{Changed(token[1], "rules/decision.rego", "rules/decisive.rego")}.{token[2]}"));
    }

    private static IEnumerable<(string What, string Code, byte[] Archive)> FilesChanged()
    {
        yield return ("a rule changed", "bundle_file_changed", Replace("rules/decision.rego", "package rules\n\nallow := true\n"));
        yield return ("a value of the data changed", "bundle_file_changed", Replace("rules/data.json", """{"roles":{"guest":true}}"""));
        yield return ("the revision raised", "bundle_file_changed", Replace(".manifest", """{"revision":"2027-01-01.1"}"""));
        yield return ("the end put off", "bundle_file_changed", Replace(
            ".manifest", """{"revision":"2026-11-22.2","metadata":{"valid_until":"2099-01-01T00:00:00Z"}}"""));
        yield return ("a test changed", "bundle_file_changed", Replace("rules/decision_test.rego", "package rules_test\n"));
        yield return ("a rule added", "bundle_file_added", Pack([.. Honest.Entries, Entry("rules/more.rego", "package rules\n")]));
        yield return ("a rule removed", "bundle_file_missing", Pack(Honest.Entries.Where(entry => entry.Path != "rules/decision.rego")));
        yield return ("a file renamed", "bundle_file_added", Pack(Honest.Entries.Select(
            entry => entry.Path == "rules/decision.rego" ? entry with { Path = "rules/other.rego" } : entry)));
        yield return ("two files exchanged", "bundle_file_changed", Pack(Honest.Entries.Select(entry => entry.Path switch
        {
            "rules/decision.rego" => entry with { Path = "rules/decision_test.rego" },
            "rules/decision_test.rego" => entry with { Path = "rules/decision.rego" },
            _ => entry,
        })));
        yield return ("the manifest removed", "bundle_malformed", Pack(Honest.Entries.Where(entry => entry.Path != ".manifest")));
        yield return ("a member of the data twice", "bundle_malformed", Replace(
            "rules/data.json", """{"roles":{"guest":true},"roles":{"guest":false}}"""));
        yield return ("a file of another kind", "bundle_entry", Pack([.. Honest.Entries, Entry("policy.wasm", "wasm")]));
        yield return ("data under another name", "bundle_entry", Pack([.. Honest.Entries, Entry("rules/extra.json", "{}")]));
    }

    private static IEnumerable<(string What, string Code, byte[] Archive)> Archives()
    {
        yield return ("nothing at all", "bundle_too_large", []);
        yield return ("no gzip", "bundle_malformed", "these are the rules"u8.ToArray());
        yield return ("gzip of no tar", "bundle_malformed", Gzip("these are the rules"u8.ToArray()));
        yield return ("cut in the middle", "bundle_malformed", Gzip(HonestTar)[..^20]);
        yield return ("the tar cut before its end", "bundle_malformed", Gzip(HonestTar[..^1024]));
        yield return ("something behind the gzip", "bundle_malformed", [.. Gzip(HonestTar), 1, 2, 3, 4]);
        yield return ("a second gzip behind the first", "bundle_malformed", [.. Gzip(HonestTar), .. Gzip(HonestTar)]);
        yield return ("something behind the tar", "bundle_malformed", Gzip([.. HonestTar, .. "more"u8]));
        yield return ("octets in the padding", "bundle_malformed", Gzip(Patched(HonestTar, 512 + Honest.Files[0].Content.Length, 1)));
        yield return ("a header's sum wrong", "bundle_malformed", Gzip(Patched(HonestTar, 100, (byte)'7')));
        yield return ("a file twice", "bundle_duplicate", Gzip([.. HonestTar[..^1024], .. HonestTar]));
        yield return ("a path upward", "bundle_path", Raw("../outside.rego", (byte)'0'));
        yield return ("a path upward in the middle", "bundle_path", Raw("rules/../../outside.rego", (byte)'0'));
        yield return ("an absolute path twice over", "bundle_path", Raw("//etc/passwd.rego", (byte)'0'));
        yield return ("a path with a backslash", "bundle_path", Raw(@"rules\..\outside.rego", (byte)'0'));
        yield return ("a path with a control character", "bundle_path", Raw("rules/a\nb.rego", (byte)'0'));
        yield return ("an empty path", "bundle_path", Raw("", (byte)'0'));
        yield return ("a path with other letters", "bundle_path", Raw("rules/\u00e9.rego", (byte)'0'));
        yield return ("a hard link", "bundle_entry", Raw("rules/more.rego", (byte)'1'));
        yield return ("a symbolic link", "bundle_entry", Raw("rules/more.rego", (byte)'2'));
        yield return ("a device", "bundle_entry", Raw("rules/more.rego", (byte)'3'));
        yield return ("an extended header", "bundle_entry", Raw("rules/more.rego", (byte)'x'));
        yield return ("a long name of GNU tar", "bundle_entry", Raw("././@LongLink", (byte)'L'));
        yield return ("a size that lies", "bundle_malformed", Gzip(Resealed(HonestTar, 124, "77777777777"u8)));
        yield return ("a size that is no number", "bundle_malformed", Gzip(Resealed(HonestTar, 124, "0000000x000"u8)));
        yield return ("a bomb of one file", "bundle_too_large", Gzip(new byte[73 << 20]));
        yield return ("a bomb of many files", "bundle_too_large", Pack(Enumerable.Range(0, 4097).Select(
            number => Entry($"rules/r{number}.rego", "package rules\n"))));
    }

    private static IEnumerable<PolicyFile> Files() =>
    [
        File(".manifest", """{"revision":"2026-11-22.2","roots":["rules"],"metadata":{"valid_until":"2027-01-01T00:00:00Z"}}"""),
        File("rules/data.json", """{"roles":{"guest":false},"numbers":[1,1.50,1e3],"text":"é\u2028\"<\\\u0007\n"}"""),
        File("rules/decision.rego", "package rules\n\nallow := data.rules.roles.guest\n"),
        File("rules/decision_test.rego", "package rules.decision_test\n\ntest_guest if not data.rules.allow\n"),
    ];

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    private static RegoBundleFile Entry(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    private static bool IsNoSignature(RegoBundleFile entry) => entry.Path != PolicyBundle.SignatureFile;

    private static byte[] Replace(string path, string text) =>
        Pack(Honest.Entries.Select(entry => entry.Path == path ? Entry(path, text) : entry));

    private static string Text() => Encoding.UTF8.GetString(Honest.Entries.Single(entry => !IsNoSignature(entry)).Content.Span);

    private static byte[] WithSignature(string text) => Replace(PolicyBundle.SignatureFile, text);

    private static byte[] WithToken(Func<string[], string> change)
    {
        var token = Text()["{\"signatures\":[\"".Length..^"\"]}".Length];
        return WithSignature($$"""{"signatures":["{{change(token.Split('.'))}}"]}""");
    }

    private static string Token(string header, string payload, string signature) =>
        $"{StrictBase64.EncodeUrl(Encoding.UTF8.GetBytes(header))}.{payload}.{signature}";

    private static string Signed(string header, string payload)
    {
        var signed = Token(header, payload, "").TrimEnd('.');
        return $"{signed}.{StrictBase64.EncodeUrl(Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string SharedSecret(string[] token)
    {
        var signed = Token("""{"alg":"HS256"}""", token[1], "").TrimEnd('.');
        var secret = Encoding.ASCII.GetBytes(Key.ExportSubjectPublicKeyInfoPem());
        return $"{signed}.{StrictBase64.EncodeUrl(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Changed(string part, string old, string next) => StrictBase64.EncodeUrl(
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(StrictBase64.DecodeUrl(part)).Replace(old, next, StringComparison.Ordinal)));

    private static byte[] Pack(IEnumerable<RegoBundleFile> entries) => RegoBundleArchive.Write(entries);

    /// <summary>The archive inside of the gzip.</summary>
    public static byte[] Tar(IEnumerable<RegoBundleFile> entries)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(RegoBundleArchive.Write(entries)), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    // An honest archive with one more entry in front, whose name and kind its writer would never make.
    private static byte[] Raw(string name, byte kind)
    {
        var header = Tar([new RegoBundleFile("x", ReadOnlyMemory<byte>.Empty)])[..512];
        header[0] = 0;
        Encoding.Latin1.GetBytes(name).CopyTo(header, 0);
        header[156] = kind;
        return Gzip([.. Resealed(header, 0, []), .. HonestTar]);
    }

    private static byte[] Patched(byte[] tar, int at, byte value)
    {
        var changed = tar.ToArray();
        changed[at] = value;
        return changed;
    }

    // Changes the first header and makes its sum right again.
    private static byte[] Resealed(byte[] tar, int at, ReadOnlySpan<byte> field)
    {
        var changed = tar.ToArray();
        field.CopyTo(changed.AsSpan(at));
        changed.AsSpan(148, 8).Fill((byte)' ');
        var sum = changed.Take(512).Sum(octet => octet);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(changed, 148);
        return changed;
    }

    private static byte[] Gzip(byte[] octets)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(octets);
        }

        return output.ToArray();
    }
}
