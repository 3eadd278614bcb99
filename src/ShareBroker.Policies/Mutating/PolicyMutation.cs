using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Testing;
using ShareBroker.Rego;

namespace ShareBroker.Policies.Mutating;

/// <summary>
/// Puts faults into policies, one at a time, and asks whether scenarios or unit tests notice: what lets a fault pass would let something
/// through by error.
/// </summary>
public sealed class PolicyMutation
{
    private readonly IReadOnlyList<PolicyFile> _files;
    private readonly List<Scenario> _scenarios;
    private readonly Dictionary<string, HashSet<string>> _rules;
    private readonly EvaluationEnvironment _environment;

    /// <summary>Prepares. Scenarios that do not agree with the policies as they are notice nothing and are left out.</summary>
    /// <param name="files">Files of the policies; other packs than the mutated ones make each run slower only.</param>
    /// <param name="scenarios">What must notice.</param>
    /// <param name="environment">Clock and randomness of the evaluations.</param>
    public PolicyMutation(IReadOnlyList<PolicyFile> files, IEnumerable<Scenario> scenarios, EvaluationEnvironment environment)
    {
        _files = files;
        _environment = environment;
        var point = Point(PolicySet.FromFiles(files));
        var decided = scenarios
            .Select(scenario => (scenario, point.Decide(scenario.Input, scenario.RequestedPaths, CancellationToken.None).Decision))
            .Where(static one => ScenarioComparison.Differences(one.scenario.Expectation, one.Decision).Count == 0)
            .ToList();
        _scenarios = [.. decided.Select(static one => one.scenario)];
        _rules = decided.ToDictionary(
            static one => one.scenario.Id, static one => one.Decision.Rules.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>How many scenarios agree and take part.</summary>
    public int Scenarios => _scenarios.Count;

    /// <summary>The files without the packs of other regimes, so that a run is quicker.</summary>
    /// <param name="files">Files of a policy folder.</param>
    /// <param name="regimes">Regimes to keep.</param>
    public static IReadOnlyList<PolicyFile> Only(IReadOnlyList<PolicyFile> files, IReadOnlyCollection<string> regimes)
    {
        var folders = FoldersOf(regimes);
        return
        [
            .. files.Where(file => !file.Path.StartsWith("regimes/", StringComparison.Ordinal) ||
                folders.Exists(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))),
        ];
    }

    /// <summary>Every mutant of the base layer and of some regimes, in a steady order.</summary>
    /// <param name="regimes">Regimes whose packs are mutated.</param>
    public IReadOnlyList<Mutant> Mutants(IReadOnlyCollection<string> regimes)
    {
        var folders = FoldersOf(regimes);
        return
        [
            .. _files.Where(file => !file.IsTest && folders.Exists(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
                .OrderBy(static file => file.Path, StringComparer.Ordinal)
                .SelectMany(static file => file.IsModule ? RuleMutants.Of(file) : file.IsData ? RowMutants.Of(file) : []),
        ];
    }

    /// <summary>Tries mutants on all processors.</summary>
    /// <param name="mutants">The mutants.</param>
    /// <param name="progress">Told how many are done of how many; null when nobody looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One outcome for each mutant, in their order.</returns>
    public IReadOnlyList<MutantOutcome> Run(
        IReadOnlyList<Mutant> mutants, IProgress<(long Done, long Total)>? progress, CancellationToken cancellationToken)
    {
        var outcomes = new MutantOutcome[mutants.Count];
        long done = 0;
        Parallel.For(
            0,
            mutants.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            at =>
            {
                outcomes[at] = Try(mutants[at], cancellationToken);
                progress?.Report((Interlocked.Increment(ref done), mutants.Count));
            });
        return outcomes;
    }

    /// <summary>Tries one mutant: scenarios of its own rule first, then the others, then the unit tests.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public MutantOutcome Try(Mutant mutant, CancellationToken cancellationToken)
    {
        PolicySet policies;
        EmbeddedDecisionPoint point;
        try
        {
            policies = PolicySet.FromFiles([.. _files.Select(file => file.Path == mutant.File.Path ? mutant.File : file)]);
            point = Point(policies);
        }
        catch (Exception fault) when (fault is PolicyException or RegoException)
        {
            return new MutantOutcome(mutant.Id, MutantVerdict.Stillborn, "");
        }

        foreach (var scenario in InOrder(mutant))
        {
            var decision = point.Decide(scenario.Input, scenario.RequestedPaths, cancellationToken).Decision;
            if (ScenarioComparison.Differences(scenario.Expectation, decision).Count > 0)
            {
                return new MutantOutcome(mutant.Id, MutantVerdict.Killed, scenario.Id);
            }
        }

        var failed = PolicyTestRun.Run(policies, DecisionBudget.Standard, _environment, cancellationToken)
            .FirstOrDefault(static test => !test.Passed);
        return failed is null
            ? new MutantOutcome(mutant.Id, MutantVerdict.Survived, "")
            : new MutantOutcome(mutant.Id, MutantVerdict.Killed, failed.Path);
    }

    private static List<string> FoldersOf(IEnumerable<string> regimes) =>
        [.. regimes.Select(static regime => "regimes/" + string.Join('/', regime.Split('.', 2)) + "/"), "base/"];

    private IEnumerable<Scenario> InOrder(Mutant mutant) => mutant.Rule.Length == 0
        ? _scenarios
        : _scenarios.OrderByDescending(scenario => _rules[scenario.Id].Contains(mutant.Rule));

    private EmbeddedDecisionPoint Point(PolicySet policies) =>
        new(policies, leafIndex: -1, DecisionBudget.Standard, _environment);
}
