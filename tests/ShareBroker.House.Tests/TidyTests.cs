using System.Text.RegularExpressions;

namespace ShareBroker.House.Tests;

/// <summary>What no analyzer measures: the length of files and lines, and words that have a better replacement.</summary>
public sealed partial class TidyTests
{
    private const int LinesMax = 400;
    private const int ColumnsMax = 140;

    // Written in halves so that this file does not find itself.
    private static readonly (string Word, string Replacement)[] Banned =
    [
        ("DateTime." + "Now", "a TimeProvider that is passed in"),
        ("DateTime." + "UtcNow", "a TimeProvider that is passed in"),
        ("DateTimeOffset." + "UtcNow", "a TimeProvider that is passed in"),
        ("DateTimeOffset." + "Now", "a TimeProvider that is passed in"),
        ("TO" + "DO", "the work itself, or a line in docs/decisions"),
        ("FIX" + "ME", "the mend"),
        ("HA" + "CK", "the mend"),
        ("#reg" + "ion", "a smaller file"),
        (".Result" + ";", "await"),
        ("async " + "void", "async Task"),
        ("Thread." + "Sleep(", "a timer of the TimeProvider"),
    ];

    public static IEnumerable<string> Sources => Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"));

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold() =>
        Sources.Select(file => (File: Repository.Relative(file), Lines: File.ReadAllLines(file).Length))
            .Where(file => file.Lines > LinesMax)
            .Select(file => $"{file.File}: {file.Lines} lines")
            .ShouldBeEmpty($"split by what the type knows; at most {LinesMax} lines");

    [Fact]
    public void No_line_is_wider_than_a_screen() =>
        Sources.SelectMany(file => File.ReadAllLines(file).Select((line, index) => (file, line, index)))
            .Where(at => at.line.Length > ColumnsMax && !IsTestData(at.file, at.line))
            .Select(at => $"{Repository.Relative(at.file)}:{at.index + 1} has {at.line.Length} columns")
            .ShouldBeEmpty($"at most {ColumnsMax} columns");

    // A case of a test is data: one line each, however long.
    private static bool IsTestData(string file, string line) =>
        Repository.Relative(file).StartsWith("tests/", StringComparison.Ordinal)
        && (LongText().IsMatch(line) || line.TrimStart() is ['{', ..] or ['"', ..] || line.Contains("\"\"\"", StringComparison.Ordinal));

    [GeneratedRegex("\"[^\"]{60,}|\\\\\".{60,}")]
    private static partial Regex LongText();

    [Fact]
    public void Banned_words_have_gone_to_their_replacement()
    {
        var found = Repository.Files("src", "*.cs")
            .SelectMany(file => File.ReadAllLines(file).Select((line, index) => (file, line, index)))
            .SelectMany(at => Banned.Where(word => at.line.Contains(word.Word, StringComparison.Ordinal))
                .Select(word => $"{Repository.Relative(at.file)}:{at.index + 1}: '{word.Word}' is banned, use {word.Replacement}"));

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Folders_below_src_have_no_second_build_rules() =>
        Repository.Files("src", "Directory.*.props").Concat(Repository.Files("tests", "Directory.*.props")).ShouldBeEmpty();

    [Fact]
    public void No_text_holds_both_sides_of_a_merge()
    {
        string[] kinds = ["*.cs", "*.md", "*.sh", "*.json", "*.rego", "*.proto", "*.yaml", "*.csproj", "*.props", "*.txt"];
        string[] marks = [new string('<', 7) + " ", new string('>', 7) + " "];
        string[] folders = ["src", "tests", "docs", "policies", "proto"];

        folders.SelectMany(folder => kinds.SelectMany(kind => Repository.Files(folder, kind)))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, line, index)))
            .Where(at => Array.Exists(marks, mark => at.line.StartsWith(mark, StringComparison.Ordinal)))
            .Select(at => $"{Repository.Relative(at.file)}:{at.index + 1}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_changelog_begins_with_what_is_unreleased()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "CHANGELOG.md"));

        lines[0].ShouldBe("# Changelog");
        lines.ShouldContain("## Unreleased");
    }

    [Fact]
    public void The_repository_speaks_of_itself_alone()
    {
        string[] strangers = ["/wo" + "rk/", "/ro" + "ot/", "registry." + "npmjs", "api." + "nuget.org"];
        string[] kinds = ["*.cs", "*.md", "*.sh", "*.json", "*.rego", "*.proto", "*.yaml", "*.csproj"];

        var found = kinds.SelectMany(kind => Repository.Files(".", kind))
            .SelectMany(file => strangers.Where(word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal))
                .Select(word => $"{Repository.Relative(file)} has '{word}'"));

        found.ShouldBeEmpty();
    }
}
