using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Testing;

/// <summary>Runs the rules named <c>test_…</c>, which pass when their value is true, and scenarios.</summary>
public static class PolicyTestRun
{
    /// <summary>Runs every unit test of a policy set, in order of their paths.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="budget">What one test may cost.</param>
    /// <param name="environment">Clock and randomness.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="PolicyException">A test does not compile.</exception>
    public static IReadOnlyList<PolicyTestOutcome> Run(
        PolicySet policies, EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken) =>
        RunUnits(policies.CompileWithTests(), budget, environment, cancellationToken);

    /// <summary>Runs unit tests and scenarios together, and counts what they reached when the environment is asked to.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="scenarios">Folders or files of scenarios; one that is not there is a failure.</param>
    /// <param name="withCoverage">Count rows, definitions and lines.</param>
    /// <param name="budget">What one test may cost.</param>
    /// <param name="environment">Clock and randomness.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="PolicyException">A test does not compile.</exception>
    public static PolicyTestReport RunAll(
        PolicySet policies, IReadOnlyList<string> scenarios, bool withCoverage, EvaluationBudget budget,
        EvaluationEnvironment environment, CancellationToken cancellationToken)
    {
        var compiled = policies.CompileWithTests();
        var sink = withCoverage ? new CoverageSink() : null;
        var listening = environment with { Coverage = sink };
        var outcomes = RunUnits(compiled, budget, listening, cancellationToken);
        var run = new ScenarioRun(policies, new EmbeddedDecisionPoint(policies, leafIndex: -1, budget, listening));
        var played = scenarios.SelectMany(place => run.Run(place, cancellationToken)).ToList();
        outcomes.AddRange(played.Select(scenario => scenario.Outcome));
        if (sink is null)
        {
            return new PolicyTestReport(outcomes, Coverage: null);
        }

        sink.Inputs.UnionWith(played.Select(scenario => scenario.Scenario?.Input).OfType<RegoValue>());
        var asked = new RowsFired(policies.Compiled, budget, environment);
        var fired = sink.Inputs.SelectMany(input => asked.Of(input, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return new PolicyTestReport(outcomes, CoverageCount.Of(policies, compiled, sink, fired));
    }

    private static List<PolicyTestOutcome> RunUnits(
        RegoPolicy compiled, EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken) =>
    [
        .. compiled.Rules
            .Where(rule => Name(rule.Path).StartsWith("test_", StringComparison.Ordinal))
            .DistinctBy(rule => rule.Path, StringComparer.Ordinal)
            .OrderBy(rule => rule.Path, StringComparer.Ordinal)
            .Select(rule => RunOne(compiled, rule, budget, environment, cancellationToken)),
    ];

    private static PolicyTestOutcome RunOne(
        RegoPolicy compiled, RuleDescription rule, EvaluationBudget budget, EvaluationEnvironment environment,
            CancellationToken cancellationToken)
    {
        try
        {
            var value = compiled.Prepare(rule.Path).Evaluate(input: null, budget, environment, cancellationToken).Value;
            return Outcome(rule, value is RegoBoolean { Value: true }, value is null ? " is undefined" : " is not true");
        }
        catch (RegoException fault)
        {
            return Outcome(rule, passed: false, " failed: " + fault.Message);
        }
    }

    private static PolicyTestOutcome Outcome(RuleDescription rule, bool passed, string message) =>
        new(rule.Path, rule.File, rule.Row, passed, passed ? "" : message);

    private static string Name(string path) => path[(path.LastIndexOf('.') + 1)..];
}
