using System.Diagnostics;
using System.Text.RegularExpressions;
using ShareBroker.Tests;

namespace ShareBroker.EndToEnd.Tests;

/// <summary>The page for officers cannot lie: every command in it is run, in order, against a broker in a process of its own.</summary>
public sealed partial class LifeOfAPolicyTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("sharebroker-life-").FullName;
    private Process? _broker;

    public void Dispose()
    {
        StopBroker();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_command_of_the_page_does_what_it_says()
    {
        var proposal = "";
        var printed = new List<string>();
        foreach (var command in Commands())
        {
            if (command.Contains(" serve ", StringComparison.Ordinal))
            {
                await StartBrokerAsync();
                continue;
            }

            var (status, output, error) = await Shell.RunAsync(At(command).Replace("$PROPOSAL", proposal, StringComparison.Ordinal),
                Patience);
            status.ShouldBe(0, $"{command}\n{output}\n{error}");
            printed.Add(output);
            proposal = ProposalId().Match(output) is { Success: true } id ? id.Groups[1].Value : proposal;
        }

        printed.ShouldContain(static output => output.StartsWith("in force: none", StringComparison.Ordinal));
        printed.ShouldContain(static output => output.StartsWith("in force: revision 2026-11-22.1", StringComparison.Ordinal)
            && output.Contains("roll-back", StringComparison.Ordinal));
        printed[^1].ShouldContain("3 policy");

        await StopAndStartAsync();
        var (_, again, _) = await Shell.RunAsync(At("./sharebroker policy proposals --as out/life/officers/a.json"), Patience);
        again.ShouldStartWith("in force: revision 2026-11-22.1");

        await RefusedAsync();
    }

    // A bundle that nobody signed is refused, and what is in force stays.
    private async Task RefusedAsync()
    {
        await RunAsync("./sharebroker policy bundle --revision 2026-11-22.3 --out out/life/next.tar.gz");
        var refused = await Shell.RunAsync(
            At("./sharebroker policy propose out/life/next.tar.gz --as out/life/officers/a.json --key out/life/officers/a.key"), Patience);
        refused.Status.ShouldBe(1);
        refused.Error.ShouldContain("bundle_unsigned");
        (await RunAsync("./sharebroker policy proposals --as out/life/officers/a.json")).ShouldStartWith("in force: revision 2026-11-22.1");
    }

    private static IEnumerable<string> Commands() =>
        ShellBlock().Matches(File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "life-of-a-policy.md")))
            .SelectMany(static block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private string At(string command) => command.Replace("out/life", _folder, StringComparison.Ordinal);

    private async Task<string> RunAsync(string command)
    {
        var (status, output, error) = await Shell.RunAsync(At(command), Patience);
        status.ShouldBe(0, $"{command}\n{output}\n{error}");
        return output;
    }

    private async Task StopAndStartAsync()
    {
        StopBroker();
        await StartBrokerAsync();
    }

    // The system chooses the port; the caller files then say which one it is.
    private async Task StartBrokerAsync()
    {
        var program = Path.Combine(TestPlaces.Root, "sharebroker");
        var start = new ProcessStartInfo(program, ["serve", "--config", Path.Combine(_folder, "broker.json"), "--listen", "127.0.0.1:0"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = TestPlaces.Root,
        };
        _broker = Process.Start(start)!;
        using var end = new CancellationTokenSource(Patience);
        while (await _broker.StandardOutput.ReadLineAsync(end.Token) is { } line)
        {
            if (Serves().Match(line) is { Success: true } serves)
            {
                foreach (var caller in Directory.EnumerateFiles(Path.Combine(_folder, "officers"), "*.json"))
                {
                    var text = await File.ReadAllTextAsync(caller, end.Token);
                    await File.WriteAllTextAsync(caller, Address().Replace(text, $"\"broker\": \"{serves.Groups[1].Value}\""), end.Token);
                }

                _ = _broker.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException("the broker ended before it served");
    }

    private void StopBroker()
    {
        if (_broker is { } broker)
        {
            broker.Kill(entireProcessTree: true);
            broker.WaitForExit();
            broker.Dispose();
            _broker = null;
        }
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("^(?:proposal|roll-back) ([0-9A-Z]{26}): proposed")]
    private static partial Regex ProposalId();

    [GeneratedRegex("^broker serves .* at (https://[^ ]+?)/?$")]
    private static partial Regex Serves();

    [GeneratedRegex("\"broker\": \"[^\"]*\"")]
    private static partial Regex Address();
}
