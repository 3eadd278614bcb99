using System.Diagnostics;
using System.Text.Json;
using ShareBroker.Rego;
using ShareBroker.Tests;

namespace ShareBroker.Cli.Tests.Rego;

/// <summary>A real opa judges the layout: the same bytes for the shared cases, the policies here, and those policies in disorder.</summary>
public sealed class RegoFormatOpaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rego-fmt-opa").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Formatted_policies_are_those_that_opa_writes()
    {
        if (RealOpa.Find("policies formatted by opa") is not { } opa)
        {
            return;
        }

        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in Texts().Distinct())
        {
            try
            {
                var formatted = RegoFormatter.Format(new RegoSource("p.rego", text), new RegoFormatOptions { ChecksResult = false });
                var file = Path.Combine(_folder, $"{expected.Count:00000}.rego");
                File.WriteAllText(file, text);
                expected[file] = formatted;
            }
            catch (RegoCompileException)
            {
            }
        }

        var compared = OverwrittenBy(opa, [.. expected.Keys.Order(StringComparer.Ordinal)]);

        compared.Count.ShouldBeGreaterThan(expected.Count * 95 / 100);
        foreach (var file in compared)
        {
            expected[file].ShouldBe(File.ReadAllText(file), file);
        }
    }

    // opa stops at the first policy it refuses: that one is left out and the rest go on.
    private static List<string> OverwrittenBy(string opa, List<string> files)
    {
        var written = new List<string>();
        foreach (var chunk in files.Chunk(200))
        {
            for (var rest = chunk.AsSpan(); rest.Length > 0;)
            {
                var start = new ProcessStartInfo(opa, ["fmt", "--write", "--check-result=false", .. rest])
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                };
                using var process = Process.Start(start)!;
                var said = process.StandardError.ReadToEnd();
                process.WaitForExit();
                var refused = process.ExitCode == 0 ? -1 : Refused(rest, said);
                written.AddRange(refused < 0 ? rest : rest[..refused]);
                rest = refused < 0 ? [] : rest[(refused + 1)..];
            }
        }

        return written;
    }

    private static int Refused(ReadOnlySpan<string> files, string said)
    {
        for (var i = 0; i < files.Length; i++)
        {
            if (said.Contains(files[i], StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"opa failed and named no file: {said}");
    }

    private static IEnumerable<string> Texts()
    {
        var own = Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "policies"), "*.rego", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "fmt"), "*.given"))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        return own.Concat(own.SelectMany(Disordered)).Concat(SharedTexts().Where(static (_, index) => index % 3 == 0));
    }

    // Line breaks and comments where the language lets them stand, by a fixed pattern.
    private static IEnumerable<string> Disordered(string text)
    {
        if (text.Contains('`') || text.Length > 20_000)
        {
            yield break;
        }

        foreach (var step in new[] { 7, 31 })
        {
            var (brackets, breaks) = (0, 0);
            var parts = text.Split('\n').Select(line => line.Contains('"') || line.Contains('#')
                ? line + (++breaks % step == 0 && !line.Contains('#') ? " # a" : string.Empty)
                : string.Concat(line.Select(c => c is '[' or '(' or '{' or ',' && ++brackets % step == 0 ? $"{c} # b\n" : $"{c}")));
            yield return string.Join('\n', parts);
        }
    }

    private static IEnumerable<string> SharedTexts()
    {
        if (TestPlaces.SharedPath("data/rego-cases/given/v1", "policies to format") is not { } folder)
        {
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var read = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var test in read.RootElement.GetProperty("cases").EnumerateArray())
            {
                if (test.TryGetProperty("opa_1_4_2", out var status) && status.GetString() == "pass"
                    && test.TryGetProperty("modules", out var modules))
                {
                    foreach (var module in modules.EnumerateArray())
                    {
                        yield return module.GetString()!;
                    }
                }
            }
        }
    }
}
