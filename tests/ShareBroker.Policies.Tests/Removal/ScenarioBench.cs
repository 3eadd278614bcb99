using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Removal;

/// <summary>All scenarios, those of the repository and the given ones, and what the policies decide for them as they stand.</summary>
internal sealed class ScenarioBench
{
    private static readonly EvaluationEnvironment Environment = DecisionBudget.Environment(TimeProvider.System);

    private readonly IReadOnlyList<(string Regime, RegoObject Input, string Decided)> _cases;

    /// <param name="policy">The policies as they stand.</param>
    public ScenarioBench(RegoPolicy policy)
    {
        var own = ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios"));
        var given = TestPlaces.SharedPath("scenarios/given", "the given scenarios") is { } folder ? ScenarioFile.Read(folder) : [];
        var query = policy.Prepare(EmbeddedDecisionPoint.EntryPoint);
        _cases = [.. own.Concat(given).Select(scenario => (scenario.Regime, scenario.Input, Decide(query, scenario.Input)))];
    }

    /// <summary>How many scenarios there are.</summary>
    public int Count => _cases.Count;

    /// <summary>Whether the changed policies decide some scenario otherwise: effect, reasons, fields or obligations.</summary>
    /// <param name="policy">The changed policies.</param>
    /// <param name="regime">Only scenarios of this regime; empty for all.</param>
    public bool Notices(RegoPolicy policy, string regime)
    {
        var query = policy.Prepare(EmbeddedDecisionPoint.EntryPoint);
        return _cases.Any(known => (regime.Length == 0 || known.Regime == regime) && Decide(query, known.Input) != known.Decided);
    }

    // The ids of rules are left out: a rule that changes nothing but its own mention changes nothing for anybody.
    private static string Decide(PreparedQuery query, RegoObject input)
    {
        if (query.Evaluate(input, DecisionBudget.Standard, Environment, CancellationToken.None).Value is not RegoObject decision)
        {
            return "none";
        }

        return string.Join('\n', Enumerable.Range(0, decision.Count)
            .Where(index => decision.KeyAt(index) is RegoString { Value: not "rules" })
            .Select(index => RegoJson.Write(decision.ValueAt(index))));
    }
}
