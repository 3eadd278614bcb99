using ShareBroker.Policies.Packs;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Testing;

/// <summary>Runs the rules named <c>test_…</c>; one passes when its value is true.</summary>
public static class PolicyTestRun
{
    /// <summary>Runs every test of a policy set, in order of their paths.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="budget">What one test may cost.</param>
    /// <param name="environment">Clock and randomness.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="PolicyException">A test does not compile.</exception>
    public static IReadOnlyList<PolicyTestOutcome> Run(
        PolicySet policies, EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken)
    {
        var compiled = policies.CompileWithTests();
        return
        [
            .. compiled.Rules
                .Where(rule => Name(rule.Path).StartsWith("test_", StringComparison.Ordinal))
                .DistinctBy(rule => rule.Path, StringComparer.Ordinal)
                .OrderBy(rule => rule.Path, StringComparer.Ordinal)
                .Select(rule => RunOne(compiled, rule, budget, environment, cancellationToken)),
        ];
    }

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
