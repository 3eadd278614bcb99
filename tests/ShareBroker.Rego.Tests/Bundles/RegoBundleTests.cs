using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Rego.Bundles;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Bundles;

/// <summary>Bundles are taken or refused as OPA does (<c>tests/cases/rego/tools/bundles</c>, written by <c>make.py</c> there), save those
/// that nobody could read in one way only: these are refused.</summary>
public sealed class RegoBundleTests
{
    private static readonly RegoBundleOptions Unverified = new() { SkipsVerification = true };
    private static readonly EvaluationEnvironment Environment = new() { Time = TimeProvider.System,
        FillRandom = RandomNumberGenerator.Fill };

    [Fact]
    public void Bundles_are_taken_and_refused_as_by_the_reference_tool()
    {
        var differences = new List<string>();
        foreach (var example in Cases())
        {
            var got = Outcome(example.Archive);
            var wanted = example.Refused ?? example.Value?.ToString() ?? "refused";
            var isRight = example.Refused is not null || example.Value is not null ? got == wanted : got is not ['{', ..];
            if (!isRight)
            {
                differences.Add($"{example.Name}: wanted {wanted}, got {got}");
            }
        }

        differences.ShouldBeEmpty();
    }

    [Fact]
    public void A_bundle_cut_at_any_length_is_refused()
    {
        foreach (var example in Cases().Where(static example => example is { Refused: null, Value: not null }).Take(20))
        {
            for (var length = 0; length < example.Archive.Length; length++)
            {
                var cut = example.Archive[..length];
                Should.Throw<RegoBundleException>(() => RegoBundle.Read(cut, Unverified), $"{example.Name} cut at {length}");
            }
        }
    }

    [Fact]
    public void An_archive_inside_that_is_cut_is_refused()
    {
        var files = new[] { File_("p.rego", "package a\n"), File_("r/data.json", "{}"), File_(".manifest", "{}") };
        var tar = Unzipped(RegoBundleArchive.Write(files));
        for (var length = 0; length < tar.Length; length++)
        {
            var cut = Zipped(tar[..length]);
            Should.Throw<RegoBundleException>(() => RegoBundle.Read(cut), $"cut at {length}");
        }
    }

    [Fact]
    public void Only_faults_of_bundles_come_out_of_spoilt_archives()
    {
        var archives = Cases().Where(static example => example.Archive.Length > 20).Select(static example => Unzipped(example.Archive))
            .ToList();
        var random = new Random(20261122);
        for (var round = 0; round < 4_000; round++)
        {
            var tar = archives[random.Next(archives.Count)].ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                tar[random.Next(Math.Min(tar.Length, 4096))] = (byte)random.Next(256);
            }

            Resum(tar);
            try
            {
                RegoPolicy.Compile(RegoBundle.Read(Zipped(tar), Unverified));
            }
            catch (RegoException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Fact]
    public void Bombs_are_refused_before_they_unfold()
    {
        var many = RegoBundleArchive.Write(Enumerable.Range(0, 40).Select(static number => File_($"r{number}.rego", "package r")));
        var large = RegoBundleArchive.Write([new RegoBundleFile("data.json", new byte[3 << 20])]);
        var laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat("bcdefghi".Select(
            static letter => $"{letter}: &{letter} [{string.Join(',', Enumerable.Repeat("*" + (char)(letter - 1), 9))}]\n"));

        Code(() => RegoBundle.Read(many, Limited(new() { FilesMax = 39 }))).ShouldBe("bundle_too_large");
        Code(() => RegoBundle.Read(many, Limited(new() { ArchiveMaxBytes = many.Length - 1 }))).ShouldBe("bundle_too_large");
        Code(() => RegoBundle.Read(new MemoryStream(many), Limited(new() { ArchiveMaxBytes = many.Length - 1 })))
            .ShouldBe("bundle_too_large");
        Code(() => RegoBundle.Read(many, Limited(new() { UnpackedMaxBytes = 8192 }))).ShouldBe("bundle_too_large");
        Code(() => RegoBundle.Read(large)).ShouldBe("bundle_too_large");
        Code(() => RegoBundle.Of([File_("data.yaml", laughs)])).ShouldBe("bundle_too_large");
        Code(() => RegoBundle.Of([File_(".manifest", $$$"""{"roots": [{{{string.Join(',', Enumerable.Range(0, 9))}}}]}""")]))
            .ShouldBe("bundle_manifest");
        RegoBundle.Read(new MemoryStream(many)).Sources.Count.ShouldBe(40);
    }

    [Fact]
    public void Two_bundles_are_one_when_their_roots_do_not_overlap()
    {
        var left = RegoBundle.Of([File_(".manifest", """{"roots": ["a"]}"""), File_("p.rego", "package a\nx := data.b.y")]);
        var right = RegoBundle.Of([File_(".manifest", """{"roots": ["b"]}"""), File_("b/data.json", """{"y": 7}""")]);

        Value(RegoPolicy.Compile(RegoBundle.Join(left, right)), "data.a.x").ShouldBe("7");
        Code(() => RegoBundle.Join(left, right, left)).ShouldBe("bundle_roots");
        Code(() => RegoBundle.Join(left, RegoBundle.Of([]))).ShouldBe("bundle_roots");
        RegoBundle.Join(left).ShouldBeSameAs(left);
    }

    private sealed record Example(string Name, string? Refused, byte[] Archive, RegoValue? Value);

    private static List<Example> Cases() =>
    [
        .. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestPlaces.Root, "tests/cases/rego/tools/bundles/cases.json"))).RootElement
            .EnumerateArray().Select(static one => new Example(
                one.GetProperty("name").GetString()!,
                one.GetProperty("refused").GetString(),
                Convert.FromBase64String(one.GetProperty("archive").GetString()!),
                one.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value ? RegoJson.Parse(value.GetRawText()) : null)),
    ];

    private static RegoBundleOptions Limited(RegoBundleLimits limits) => new() { Limits = limits };

    private static string Outcome(byte[] archive)
    {
        try
        {
            return Value(RegoPolicy.Compile(RegoBundle.Read(archive, Unverified)), "data");
        }
        catch (RegoException fault)
        {
            return fault.Code;
        }
    }

    private static string Value(RegoPolicy policy, string query) => RegoJson.Parse(RegoJson.Write(
        policy.Prepare(query).Evaluate(null, EvaluationBudget.Interactive, Environment, CancellationToken.None).Value!)).ToString();

    private static string Code(Action work) => Should.Throw<RegoBundleException>(work).Code;

    private static RegoBundleFile File_(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    // Makes the sums of spoilt headers right again, so that what they say is read.
    private static void Resum(byte[] tar)
    {
        for (var at = 0; at + 512 <= tar.Length; at += 512)
        {
            if (!tar.AsSpan(at + 257, 5).SequenceEqual("ustar"u8))
            {
                continue;
            }

            tar.AsSpan(at + 148, 8).Fill((byte)' ');
            var sum = tar.AsSpan(at, 512).ToArray().Sum(static octet => octet);
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, at + 148);
        }
    }

    private static byte[] Unzipped(byte[] archive)
    {
        try
        {
            using var plain = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
            gzip.CopyTo(plain);
            return plain.ToArray();
        }
        catch (InvalidDataException)
        {
            return archive;
        }
    }

    private static byte[] Zipped(byte[] octets)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(octets);
        }

        return output.ToArray();
    }
}
