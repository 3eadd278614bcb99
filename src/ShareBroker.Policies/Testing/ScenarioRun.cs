using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Scenarios;

namespace ShareBroker.Policies.Testing;

/// <summary>Plays scenario files against policies; what is wrong with a file is a failure with its place.</summary>
/// <param name="policies">The policies.</param>
/// <param name="point">Decides.</param>
internal sealed class ScenarioRun(PolicySet policies, EmbeddedDecisionPoint point)
{
    private const string UnknownTerm = "deny_unknown_term";

    /// <summary>Every scenario of a folder or a file, in order, with what came of it.</summary>
    public IEnumerable<(Scenario? Scenario, PolicyTestOutcome Outcome)> Run(string place, CancellationToken cancellationToken)
    {
        if (!File.Exists(place) && !Directory.Exists(place))
        {
            yield return (null, new PolicyTestOutcome("scenarios", place, 0, Passed: false, " there is no such file or folder"));
            yield break;
        }

        string[] files = File.Exists(place) ? [place] : [.. Directory.EnumerateFiles(place, "*.json").Order(StringComparer.Ordinal)];
        foreach (var file in files)
        {
            foreach (var run in RunFile(file, cancellationToken))
            {
                yield return run;
            }
        }
    }

    private List<(Scenario? Scenario, PolicyTestOutcome Outcome)> RunFile(string file, CancellationToken cancellationToken)
    {
        try
        {
            var text = new PolicyFile(file, File.ReadAllBytes(file));
            var ids = new HashSet<string>(StringComparer.Ordinal);
            return [.. ScenarioFile.Read(file).Select((scenario, position) =>
                ((Scenario?)scenario, RunOne(scenario, text, position, ids.Add(scenario.Id), cancellationToken)))];
        }
        catch (PolicyException fault)
        {
            return [(null, new PolicyTestOutcome(Path.GetFileNameWithoutExtension(file), file, 1, Passed: false, " " + fault.Message))];
        }
    }

    private PolicyTestOutcome RunOne(Scenario scenario, PolicyFile file, int position, bool isFirst, CancellationToken cancellationToken)
    {
        var line = JsonMember.Find(file.Content.Span, ["scenarios", position], name: false) is { } found
            ? TextPlaces.At(file, found.Offset, found.Length).Line : 1;
        var outcome = point.Decide(scenario.Input, scenario.RequestedPaths, cancellationToken);
        var faults = ScenarioComparison.Differences(scenario.Expectation, outcome.Decision).ToList();
        if (!policies.Regimes.Contains(scenario.Regime) && !scenario.Expectation.Reasons.Contains(UnknownTerm))
        {
            faults.Insert(0, $"names the regime '{scenario.Regime}', which has no pack in these policies; "
                + $"correct request.regime, or add the pack, or expect {UnknownTerm}");
        }

        if (!isFirst)
        {
            faults.Insert(0, "another scenario of this file has the same id; give each its own");
        }

        return new PolicyTestOutcome(scenario.Id, file.Path, line, faults.Count == 0,
            string.Concat(faults.Select(fault => "\n  " + fault)));
    }
}
