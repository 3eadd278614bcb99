using System.Text.Json;
using System.Text.RegularExpressions;
using ShareBroker.Rego.Syntax;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Typesetting;

/// <summary>What holds of every policy of the shared cases and of this repository once it is formatted.</summary>
public sealed partial class FormatCorpusTests
{
    // Comments that stand between the words of a head or behind brackets: the second pass moves a blank line, as OPA's does.
    private const int UnsteadyMax = 6;

    [Fact]
    public void Formatting_keeps_the_meaning_and_nearly_always_gives_itself_again()
    {
        var (formatted, alike, unsteady) = (0, 0, 0);
        foreach (var text in Texts().Where(static (_, index) => index % 2 == 0))
        {
            if (FormattedOrNull(text) is not { } once)
            {
                continue;
            }

            var (before, after) = (Rules(text), Rules(once));
            Words(after).ShouldBe(Words(before));
            formatted++;
            alike += after.SequenceEqual(before) ? 1 : 0;
            unsteady += FormattedOrNull(once) == once ? 0 : 1;
        }

        formatted.ShouldBeGreaterThan(TestPlaces.Shared is null ? 20 : 1_200);
        alike.ShouldBeGreaterThan(formatted * 9 / 10);
        unsteady.ShouldBeLessThanOrEqualTo(UnsteadyMax);
    }

    [Fact]
    public void What_stands_before_a_line_does_not_matter()
    {
        var texts = Texts().Where(static text => !text.Contains('`') && !text.Contains('#') && !text.Contains("future.keywords.not"));
        foreach (var text in texts.Where(static (_, index) => index % 5 == 0))
        {
            if (FormattedOrNull(text) is { } formatted)
            {
                FormattedOrNull(LineStart().Replace(text, "  \t")).ShouldBe(formatted);
            }
        }
    }

    [Fact]
    public void The_policies_of_this_repository_are_formatted()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "policies"), "*.rego", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            FormattedOrNull(text).ShouldBe(text, $"sharebroker rego fmt --write {Path.GetRelativePath(TestPlaces.Root, file)}");
        }
    }

    internal static IEnumerable<string> Texts()
    {
        var own = Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "policies"), "*.rego", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
        return own.Concat(SharedTexts()).Distinct();
    }

    private static IEnumerable<string> SharedTexts()
    {
        if (TestPlaces.SharedPath("data/rego-cases", "policies to format") is not { } folder)
        {
            yield break;
        }

        foreach (var line in File.ReadLines(Path.Combine(folder, "compile", "given.jsonl")))
        {
            using var read = JsonDocument.Parse(line);
            if (read.RootElement.GetProperty("kind").GetString() == "module")
            {
                yield return read.RootElement.GetProperty("text").GetString()!;
            }
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "given", "v1"), "*.json", SearchOption.AllDirectories))
        {
            using var read = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var test in read.RootElement.GetProperty("cases").EnumerateArray())
            {
                foreach (var module in test.TryGetProperty("modules", out var modules) ? modules.EnumerateArray() : default)
                {
                    yield return module.GetString()!;
                }
            }
        }
    }

    private static string? FormattedOrNull(string text)
    {
        try
        {
            return RegoFormatter.Format(new RegoSource("p.rego", text));
        }
        catch (RegoCompileException)
        {
            return null;
        }
    }

    // The plain twin of the comparison inside: the tree's own print.
    private static List<string> Rules(string text)
    {
        var (outcome, _) = Parser.ParseWritten("p.rego", text, RegoVersion.V1, new SourceMap());
        var module = outcome.Result.ShouldNotBeNull();
        var imports = module.Imports.Where(static import => import.Head is "data" or "input").Select(static import => import.PathText);
        return [.. module.Package.Path, .. imports.Order(), .. module.Rules.SelectMany(static rule => rule.Branches()).Select(Printed)];
    }

    private static string Printed(Rule rule) =>
        $"{rule.IsDefault} {string.Join('.', rule.Head.Path)}({string.Join(',', rule.Head.Arguments ?? [])}) "
        + $"{rule.Head.Key} {rule.Head.Value} {rule.Body}";

    // A member that stood twice stands once, and a wildcard may have a name: the words are the same.
    private static IEnumerable<string> Words(IEnumerable<string> rules) => rules.SelectMany(static rule => Word().Matches(rule)
        .Select(static word => word.Value)
        .Where(static word => !char.IsAsciiDigit(word[0]) && word != "eq" && !Numbered().IsMatch(word) && word != "_")
        .Distinct()
        .Order());

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z0-9_.]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    [GeneratedRegex("^_[0-9]+$")]
    private static partial Regex Numbered();

    [GeneratedRegex("(?<=\n)[ \t]*", RegexOptions.ExplicitCapture)]
    private static partial Regex LineStart();
}
