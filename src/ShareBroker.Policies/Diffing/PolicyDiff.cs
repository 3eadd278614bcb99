using ShareBroker.Policies.Packs;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>
/// Compares what two sets of policies mean for people: both decide the same requests, over every forum and purpose of each regime, every
/// agency type as requester, recipient and holder, every path, and situations made from the conditions that rows mention.
/// </summary>
public static class PolicyDiff
{
    /// <summary>Compares. Only regimes of which something changed are asked.</summary>
    /// <param name="old">The policies of now.</param>
    /// <param name="new">The candidate.</param>
    /// <param name="regimes">Regimes to look at; empty for all.</param>
    /// <param name="environment">Clock and randomness of the evaluations.</param>
    /// <param name="progress">Told how many combinations are done of how many; null when nobody looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static PolicyDiffReport Run(
        PolicySet old,
        PolicySet @new,
        IReadOnlyCollection<string> regimes,
        EvaluationEnvironment environment,
        IProgress<(long Done, long Total)>? progress,
        CancellationToken cancellationToken)
    {
        var (before, after) = (new DiffSide(old, environment), new DiffSide(@new, environment));
        var changes = new ChangedParts(before, after);
        var plans = before.Words.Regimes.Union(after.Words.Regimes, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(regime => regimes.Count == 0 || regimes.Contains(regime, StringComparer.Ordinal))
            .Select(regime => (Regime: regime, Plan: new RegimePlan(before, after, regime, changes.IsMoreThanRows(regime))))
            .Where(static plan => plan.Plan.IsChanged)
            .ToList();
        var work = plans.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .SelectMany(plan => plan.Plan.Questions(cancellationToken).Select(question => (plan.Plan, question)))
            .ToList();
        var run = new DiffRun(before, after, progress, work.Count);
        Parallel.ForEach(
            work,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            item => run.Compare(item.Plan, item.question, cancellationToken));
        return run.Report([.. plans.Select(static plan => plan.Regime)]);
    }

    /// <summary>Which parts differ beside rows: rules, words, other data.</summary>
    private sealed class ChangedParts(DiffSide before, DiffSide after)
    {
        private readonly bool _base = !Same(before, after, "") || !WithoutRows(before.Policies.Data)
            .Equals(WithoutRows(after.Policies.Data));

        public bool IsMoreThanRows(string regime)
        {
            var folder = "regimes/" + string.Join('/', regime.Split('.', 2)) + "/";
            return _base || !Same(before, after, folder) ||
                !Without(before.Words.Pack(regime), "rows").Equals(Without(after.Words.Pack(regime), "rows"));
        }

        // Modules of packs count for their own regime alone.
        private static bool Same(DiffSide one, DiffSide other, string folder) => Modules(one, folder).SetEquals(Modules(other, folder));

        private static HashSet<string> Modules(DiffSide side, string folder) =>
        [
            .. side.Policies.Files.Where(static file => file is { IsModule: true, IsTest: false })
                .Where(file => folder.Length == 0
                    ? !file.Path.StartsWith("regimes/", StringComparison.Ordinal)
                    : file.Path.StartsWith(folder, StringComparison.Ordinal))
                .Select(static file => System.Text.Encoding.UTF8.GetString(file.Content.Span)),
        ];

        private static RegoObject WithoutRows(RegoObject data)
        {
            var root = DiffWords.Object(data, "base");
            var rest = Without(Without(data, "base"), "regimes");
            return new RegoObject.Builder()
                .Set(RegoString.Of("rest"), rest)
                .Set(RegoString.Of("base"), Without(root, "tables"))
                .Set(RegoString.Of("tables"), Without(DiffWords.Object(root, "tables"), "rows"))
                .Build();
        }

        private static RegoObject Without(RegoObject data, string name)
        {
            var builder = new RegoObject.Builder();
            for (var index = 0; index < data.Count; index++)
            {
                if (!data.KeyAt(index).Equals(RegoString.Of(name)))
                {
                    builder.Set(data.KeyAt(index), data.ValueAt(index));
                }
            }

            return builder.Build();
        }
    }
}
