using System.Text.RegularExpressions;
using ShareBroker.Tests;

namespace ShareBroker.EndToEnd.Tests;

/// <summary>The README cannot lie: every command in it is run, in order, as a reader would.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Every_command_of_the_README_does_what_it_says()
    {
        var commands = Commands().ToList();
        commands.Count.ShouldBeGreaterThan(4);

        try
        {
            foreach (var command in commands)
            {
                // ./test.sh is what runs this test.
                if (command is not "./test.sh")
                {
                    var (status, output, error) = await Shell.RunAsync(command, TimeSpan.FromMinutes(10));
                    status.ShouldBe(0, $"{command}\n{output}\n{error}");
                }
            }
        }
        finally
        {
            await Shell.RunAsync("rm -rf out", TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task The_answers_shown_in_the_README_are_what_the_commands_print()
    {
        var blocks = Blocks().Where(block => block.Printed.Length > 0).ToList();
        blocks.Count.ShouldBeGreaterThan(1);

        foreach (var (command, printed) in blocks)
        {
            var (_, output, _) = await Shell.RunAsync(command, TimeSpan.FromMinutes(10));
            output.TrimEnd().ShouldBe(printed.TrimEnd(), command);
        }
    }

    private static IEnumerable<string> Commands() => Readme().SelectMany(block => block.Split('\n')).Select(line => line.Trim())
        .Where(line => line.StartsWith("./", StringComparison.Ordinal));

    // A block of text after a block of one command shows what that command prints.
    private static IEnumerable<(string Command, string Printed)> Blocks() =>
        PrintedBlock().Matches(File.ReadAllText(Path.Combine(TestPlaces.Root, "README.md")))
            .Select(match => (match.Groups[1].Value.Trim(), match.Groups[2].Value));

    private static IEnumerable<string> Readme() =>
        ShellBlock().Matches(File.ReadAllText(Path.Combine(TestPlaces.Root, "README.md"))).Select(match => match.Groups[1].Value);

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("```sh\n([^\n]*)\n```\n\n```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex PrintedBlock();
}
