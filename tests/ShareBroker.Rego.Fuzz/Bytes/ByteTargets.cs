using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Fuzz.Bytes;

/// <summary>The readers of foreign octets that the engine has.</summary>
internal static class ByteTargets
{
    private static readonly string[] RegoWords =
    [
        "package a\n", "import rego.v1\n", "import data.x as y\n", "{", "}", "[", "]", "(", ")", "\"", "`", "$\"{", "|", ":=", "=", "==",
            "some ",
        "every x in y {", "not ", " with input as ", "default ", " else := ", " contains ", " if ", " in ", "#",
            "# METADATA\n# schemas:\n", "\n",
        ";", ",", ".", "_", "-", "1e999999999", "0x1", "\\u", "\\", "set()", "[x|", "{x:", "f(", "input.", "data[", "//", "\t", "\r",
            "and ", "or ",
    ];

    private static readonly string[] JsonWords =
        ["{", "}", "[", "]", "\"", ":", ",", "{\"a\":", "[[", "null", "true", "1e99999", "-", ".", "e", "\\u", "\\", " ", "\n", "0",
            "\"\\ud83d\""];

    private static readonly string[] TarWords =
        ["../", "/", ".rego", "data.json", ".manifest", "\0\0\0\0", "0000777", "ustar", "L", "x", "{\"a\":", "package a"];

    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 100_000,
        Time = TimeSpan.FromSeconds(2),
        MemoryMaxBytes = 16 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 100,
    };

    private static readonly EvaluationEnvironment World = new() { Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill };

    public static IReadOnlyList<ByteTarget> All(CaseMaterial? material) =>
    [
        new("source", Modules(material), RegoWords, ReadSource, static fault => fault is RegoException),
        new("json", Documents(material), JsonWords, ReadJson, static fault => fault is RegoJsonException),
        new("terms", Terms(material), RegoWords, ReadTerm, static fault => fault is RegoException),
        new("bundles", Bundles(), TarWords, ReadBundle, static fault => fault is PolicyException),
    ];

    private static List<byte[]> Modules(CaseMaterial? material)
    {
        var files = Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "public-style"), "*.rego")
            .Concat(Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "policies", "base"), "*.rego"))
            .Order(StringComparer.Ordinal);
        return [.. files.Select(File.ReadAllBytes), .. Utf8(material?.Cases.SelectMany(static test => test.Modules) ?? [])];
    }

    private static List<byte[]> Documents(CaseMaterial? material)
    {
        var dice = new Dice(7, 7);
        var own = Enumerable.Range(0, 60).Select(_ => Node.OfJson(Edges.Value(dice, 4)));
        var cases = material?.Cases.SelectMany(static test =>
            new[] { Node.OfJson(test.Data), Node.OfJson(test.Input ?? RegoNull.Value) }) ?? [];
        return Utf8(own.Concat(cases));
    }

    private static List<byte[]> Terms(CaseMaterial? material)
    {
        var dice = new Dice(8, 8);
        var own = Enumerable.Range(0, 60).Select(_ => Node.OfTerm(Edges.Value(dice, 3)));
        return Utf8(own.Concat(material?.Cases.Select(static test => test.Query) ?? []).Concat(material?.Terms.Take(1000) ?? []));
    }

    // Tar texts: they are packed only when they are read, or nothing but the packing would ever be tried.
    private static List<byte[]> Bundles()
    {
        var files = new[]
        {
            new PolicyFile(".manifest", "{\"revision\": \"r1\", \"roots\": [\"a\"]}"u8.ToArray()),
            new PolicyFile("a/rules.rego", "package a\n\np := data.a.x\n"u8.ToArray()),
            new PolicyFile("a/data.json", "{\"x\": [1, 2, {\"y\": null}]}"u8.ToArray()),
        };
        var packed = PolicyBundle.Of(files).ToArchive();
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        return [plain.ToArray(), packed];
    }

    private static List<byte[]> Utf8(IEnumerable<Node> nodes) => [.. nodes.Select(static node => Encoding.UTF8.GetBytes(node.ToString()))];

    private static void ReadSource(byte[] octets)
    {
        var source = new RegoSource("fuzz.rego", Text(octets));
        try
        {
            RegoPolicy.Compile([source], options: new RegoCompileOptions { ModulesAreV0 = true });
        }
        catch (RegoException)
        {
            // The same text is read in the language of today as well.
        }

        RegoPolicy.Compile([source]);
    }

    private static void ReadJson(byte[] octets)
    {
        var value = RegoJson.Parse(octets, JsonLimits.Trusted);
        if (!RegoJson.Parse(RegoJson.Write(value)).Equals(value))
        {
            throw new InvalidDataException("what was read and written is something else when read again");
        }
    }

    private static void ReadTerm(byte[] octets) =>
        RegoPolicy.Compile([]).Prepare(Text(octets)).Evaluate(null, Budget, World, CancellationToken.None);

    private static void ReadBundle(byte[] octets)
    {
        if (octets is [0x1f, 0x8b, ..])
        {
            PolicyBundle.Read(octets);
            return;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(octets);
        }

        PolicyBundle.Read(packed.ToArray());
    }

    // A host may hand in half of a surrogate pair; octets alone never make one.
    private static string Text(byte[] octets)
    {
        var text = Encoding.UTF8.GetString(octets);
        return octets.Length % 5 == 0 ? text.Replace('\ufffd', '\ud800') : text;
    }
}
