using System.Globalization;
using ShareBroker.Cli.Terminal;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>The command <c>rego conformance</c>.</summary>
internal sealed class RegoConformance
{
    /// <summary>Of the cases that ask for a newer OPA, so many in a hundred must pass; of compile verdicts, so many must agree.</summary>
    private const double NewerFloor = 95;
    private const double VerdictFloor = 97;

    private readonly KnownFailures _known;
    private readonly TextWriter _output;
    private readonly List<ConformanceOutcome> _all = [];
    private int _explained;
    private int _unexplained;

    private RegoConformance(KnownFailures known, TextWriter output) => (_known, _output) = (known, output);

    /// <summary>
    /// Runs the cases below a path. 0 when all passed but those on the lists and a few that ask for a newer OPA, 1 when others did not,
    /// 2 when there is nothing to run.
    /// </summary>
    public static int Run(
        string path, IReadOnlyList<string> lists, string? jsonFile, LineProgress progress, TextWriter output, TextWriter errors)
    {
        var missing = lists.Append(path).FirstOrDefault(static name => !Directory.Exists(name) && !File.Exists(name));
        if (missing is not null)
        {
            errors.WriteLine($"error: there is no '{missing}'; name a folder of case files or a file of cases");
            return 2;
        }

        IReadOnlyList<string> files = lists.Count > 0 ? lists : [.. KnownFailures.UsualFiles.Where(File.Exists)];
        try
        {
            var known = KnownFailures.Read(files.SelectMany(File.ReadAllLines));
            return new RegoConformance(known, output).Run(path, jsonFile, progress);
        }
        catch (FormatException fault)
        {
            errors.WriteLine($"error: {fault.Message}");
            return 2;
        }
    }

    private int Run(string path, string? jsonFile, LineProgress progress)
    {
        using var lines = jsonFile is null ? null : new StreamWriter(jsonFile);
        foreach (var outcome in ConformanceFiles.Run(path))
        {
            _all.Add(outcome);
            progress.Report(_all.Count);
            lines?.WriteLine(Line(outcome));
            if (!outcome.Passed)
            {
                progress.Finish();
                Tell(outcome);
            }
        }

        progress.Finish();
        return Sum();
    }

    private void Tell(ConformanceOutcome outcome)
    {
        var text = $"{outcome.Id}: {OneLine(outcome.Failure!)}";
        if (_known.ReasonFor(outcome.Id, outcome.Texts) is { } reason)
        {
            _explained += outcome.IsNewer ? 0 : 1;
            _output.WriteLine($"known {text} ({reason})");
        }
        else
        {
            _unexplained += outcome.IsNewer ? 0 : 1;
            _output.WriteLine($"FAIL {text}");
        }
    }

    private int Sum()
    {
        foreach (var group in _all.GroupBy(static outcome => (outcome.IsNewer, outcome.Group)).OrderBy(static group => group.Key))
        {
            var passed = group.Count(static outcome => outcome.Passed);
            _output.WriteLine($"{group.Key.Group}{(group.Key.IsNewer ? ", newer OPA" : string.Empty)}: {Share(passed, group.Count())}");
        }

        var newer = _all.Where(static outcome => outcome.IsNewer).ToList();
        var newerPassed = newer.Count(static outcome => outcome.Passed);
        if (newer.Count > 0)
        {
            _output.WriteLine($"newer: {newerPassed} passed, {newer.Count - newerPassed} failed");
        }

        var within = _all.Count - newer.Count;
        _output.WriteLine($"known: {_explained} failed with a reason on the lists");
        _output.WriteLine($"within: {within - _explained - _unexplained} passed, {_unexplained} failed");
        var all = newerPassed + within - _explained - _unexplained;
        _output.WriteLine($"{all} passed, {_all.Count - all} failed");
        return _unexplained == 0 && newerPassed * 100.0 >= newer.Count * NewerFloor && _explained * 100.0 <= within * (100 - VerdictFloor)
            ? 0
            : 1;
    }

    private static string Share(int passed, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{passed} of {count} passed ({passed * 100.0 / count:0.0} %)");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Line(ConformanceOutcome outcome) => RegoJson.Write(new RegoObject.Builder()
        .Set(RegoString.Of("id"), RegoString.Of(outcome.Id))
        .Set(RegoString.Of("passed"), RegoBoolean.Of(outcome.Passed))
        .Set(RegoString.Of("message"), RegoString.Of(outcome.Failure ?? string.Empty))
        .Build());
}
