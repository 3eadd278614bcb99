using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ShareBroker.Tests;

namespace ShareBroker.Cli.Tests.Rego;

/// <summary>The rego commands print what OPA's commands print: against what OPA 1.4.2 printed once (<c>cases.json</c>, written by
/// <c>make.py</c> beside it), and against OPA itself where there is one.</summary>
public sealed partial class RegoToolsTests
{
    private static readonly string Folder = Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "tools");

    [Fact]
    public void Every_command_line_prints_what_the_reference_tool_printed()
    {
        var differences = new List<string>();
        foreach (var example in Cases())
        {
            var output = new StringWriter();
            var errors = new StringWriter();
            var status = CommandLine.Run(["rego", .. Placed(example.Line)], output, errors);
            var got = Normal($"{status}\n{output}\n{errors}".Replace(Folder + "/", string.Empty, StringComparison.Ordinal)
                .Replace(Path.GetRelativePath(".", Folder) + "/", string.Empty, StringComparison.Ordinal));
            var wanted = Normal($"{example.Status}\n{example.Output}\n{example.Errors}");
            if (got != wanted)
            {
                differences.Add($"{string.Join(' ', example.Line)}\nwanted:\n{wanted}\ngot:\n{got}");
            }
        }

        differences.ShouldBeEmpty();
    }

    [Fact]
    public void The_reference_tool_prints_what_is_kept_of_it()
    {
        if (RealOpa.Find("what is kept of its output") is not { } opa)
        {
            return;
        }

        var differences = new List<string>();
        foreach (var example in Cases().Where(static (_, at) => at % 5 == 0))
        {
            var (status, output, errors) = Run(opa, example.Line);
            if (Normal($"{status}\n{output}\n{errors}") != Normal($"{example.Status}\n{example.Output}\n{example.Errors}"))
            {
                differences.Add(string.Join(' ', example.Line));
            }
        }

        differences.ShouldBeEmpty("run tests/cases/rego/tools/make.py again");
    }

    // The reference tool takes a minute for all policies, so one regime stands for all but in long runs.
    [Fact]
    public void Tests_of_the_policies_and_the_lines_they_reach_are_those_of_the_reference_tool()
    {
        if (RealOpa.Find("tests of the policies") is not { } opa)
        {
            return;
        }

        var policies = Path.Combine(TestPlaces.Root, "policies");
        var pattern = Environment.GetEnvironmentVariable("SHAREBROKER_LONG") == "1" ? "." : "regimes.dk";
        foreach (var how in (string[][])[["--coverage"], ["--format", "json"]])
        {
            var output = new StringWriter();
            var status = CommandLine.Run(["rego", "test", policies, "--run", pattern, .. how], output, TextWriter.Null);
            var reference = Run(opa, ["test", policies, "--run", pattern, .. how]);

            status.ShouldBe(reference.Status);
            Sorted(output.ToString()).ShouldBe(Sorted(reference.Output));
        }
    }

    [Fact]
    public void A_bundle_loads_when_the_key_signed_it_and_only_then()
    {
        if (RealOpa.Find("signing a bundle") is not { } opa)
        {
            return;
        }

        var place = Directory.CreateTempSubdirectory("rego-bundle").FullName;
        try
        {
            var archive = Path.Combine(place, "b.tar.gz");
            Run(opa, ["build", "-b", "bundle", "--signing-key", "secret", "--signing-alg", "HS256", "-o", archive]).Status.ShouldBe(0);
            string[] line = ["rego", "eval", "-b", archive, "data.clinic.names", "--signing-alg", "HS256", "--verification-key"];
            var output = new StringWriter();

            CommandLine.Run([.. line, "secret"], output, TextWriter.Null).ShouldBe(0);
            output.ToString().TrimEnd().ShouldBe("""{"result":["nurse"]}""");

            CommandLine.Run([.. line, "another"], output = new StringWriter(), TextWriter.Null).ShouldBe(1);
            output.ToString().ShouldContain("bundle_key_wrong");
            CommandLine.Run([.. line, "secret", "--scope", "write"], output = new StringWriter(), TextWriter.Null).ShouldBe(1);
            output.ToString().ShouldContain("bundle_key_wrong");
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"roots": ["elsewhere"]}""", "do not permit")]
    [InlineData("""{"roots": ["clinic", "clinic/inner"]}""", "overlap")]
    [InlineData("""{"roots": "clinic"}""", "is a list of paths")]
    [InlineData("[]", "holds one object")]
    public void A_bundle_whose_roots_do_not_hold_is_refused(string manifest, string wanted)
    {
        var place = Directory.CreateTempSubdirectory("rego-bundle").FullName;
        try
        {
            File.WriteAllText(Path.Combine(place, ".manifest"), manifest);
            File.Copy(Path.Combine(Folder, "pass", "p.rego"), Path.Combine(place, "p.rego"));
            var output = new StringWriter();

            CommandLine.Run(["rego", "eval", "-b", place, "data"], output, TextWriter.Null).ShouldBe(1);

            output.ToString().ShouldContain(wanted);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    [Fact]
    public void Two_bundles_that_own_the_same_place_are_refused()
    {
        var bundle = Path.Combine(Folder, "bundle");
        var output = new StringWriter();

        CommandLine.Run(["rego", "eval", "-b", bundle, "-b", bundle, "data"], output, TextWriter.Null).ShouldBe(1);

        output.ToString().ShouldContain("bundle_roots");
    }

    private sealed record Example(string[] Line, int Status, string Output, string Errors);

    private static List<Example> Cases() =>
    [
        .. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "cases.json"))).RootElement.EnumerateArray()
            .Select(static one => new Example(
            [.. one.GetProperty("line").EnumerateArray().Select(static word => word.GetString()!)],
            one.GetProperty("status").GetInt32(),
            one.GetProperty("output").GetString()!,
            one.GetProperty("errors").GetString()!)),
    ];

    // Tests cannot change their folder, so paths are made whole.
    private static string[] Placed(string[] line) => [.. line.Select(Placed)];

    private static string Placed(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return word.Length > 0 && (Path.Exists(Path.Combine(Folder, word)) || word == "nothere") ? Path.Combine(Folder, word)
            : colon > 0 && Path.Exists(Path.Combine(Folder, word[(colon + 1)..])) ? $"{word[..colon]}:{Folder}/{word[(colon + 1)..]}"
            : word;
    }

    private static (int Status, string Output, string Errors) Run(string opa, string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo(opa, line)
        {
            WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    // Test results come in no fixed order of files.
    private static string Sorted(string json)
    {
        var root = JsonDocument.Parse(Normal(json)).RootElement;
        return root.ValueKind == JsonValueKind.Array
            ? string.Join('\n', root.EnumerateArray().Select(static one => one.GetRawText()).Order(StringComparer.Ordinal))
            : Normal(json);
    }

    // Without times, the numbers of generated variables, and the widths that depend on them.
    private static string Normal(string text)
    {
        var timeless = Nanoseconds().Replace(Times().Replace(text, "(time)"), "\"duration\": 0");
        return Rules().Replace(Blanks().Replace(Generated().Replace(timeless, "__local__"), " "), "--");
    }

    [GeneratedRegex(@"\([0-9.]+(ns|µs|ms|s)\)")]
    private static partial Regex Times();

    [GeneratedRegex(@"""duration"": [0-9]+")]
    private static partial Regex Nanoseconds();

    [GeneratedRegex(@"__local[0-9]+__")]
    private static partial Regex Generated();

    [GeneratedRegex("--+")]
    private static partial Regex Rules();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
