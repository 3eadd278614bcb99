using System.Collections.Concurrent;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Replaying;

/// <summary>
/// Decides past requests again, under the policies of now and under a candidate, and tells where they part. Both are evaluated, because a
/// recorded answer is also made of what policy does not decide: a holder that declined, a person whom nobody knew.
/// </summary>
public static class PolicyReplay
{
    private const int InputBytesMax = 1 << 20;
    private const int Every = 256;

    private static readonly JsonLimits Limits = new() { SizeMaxBytes = InputBytesMax, DepthMax = 128, NumberLengthMax = 1_000 };

    /// <summary>Decides all of them, on all processors; the order of the source does not matter.</summary>
    /// <param name="past">Past decisions, read once.</param>
    /// <param name="current">The engine over the policies of now.</param>
    /// <param name="candidate">The engine over the candidate.</param>
    /// <param name="progress">Told how many are done, now and then; null when nobody looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<ReplayReport> RunAsync(
        IAsyncEnumerable<PastDecision> past,
        IDecisionEngine current,
        IDecisionEngine candidate,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        var tally = new Tally();
        await Parallel.ForEachAsync(
            past,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (decision, stop) =>
            {
                await DecideAsync(decision, current, candidate, tally, stop);
                var done = tally.Done();
                if (done % Every == 0)
                {
                    progress?.Report(done);
                }
            });
        return tally.Report();
    }

    private static async ValueTask DecideAsync(
        PastDecision past, IDecisionEngine current, IDecisionEngine candidate, Tally tally, CancellationToken cancellationToken)
    {
        if (past.Input.IsEmpty)
        {
            tally.Destroyed();
            return;
        }

        RegoValue input;
        try
        {
            input = RegoJson.Parse(past.Input.Span, Limits);
        }
        catch (RegoJsonException)
        {
            tally.Failed();
            return;
        }

        var paths = Scenario.RequestedPathsOf(input);
        var before = await current.DecideAsync(input, paths, cancellationToken);
        var after = await candidate.DecideAsync(input, paths, cancellationToken);
        if (before.Fault is not null || after.Fault is not null)
        {
            tally.Failed();
        }

        tally.Add(past, before.Decision, after.Decision, paths);
    }

    private sealed class Tally
    {
        private readonly ConcurrentDictionary<(string Regime, string Agency), int[]> _groups = new();
        private readonly ConcurrentDictionary<ReplayFieldChange, int> _fields = new();
        private readonly ConcurrentBag<ReplayChange> _changes = [];
        private long _done;
        private int _destroyed;
        private int _failed;

        public long Done() => Interlocked.Increment(ref _done);

        public void Destroyed() => Interlocked.Increment(ref _destroyed);

        public void Failed() => Interlocked.Increment(ref _failed);

        public void Add(PastDecision past, Decision before, Decision after, IReadOnlyList<string> paths)
        {
            var fields = FieldsOf(before, after, paths);
            var kind = KindOf(before, after, fields);
            var counts = _groups.GetOrAdd((past.Regime, past.Agency), static _ => new int[Enum.GetValues<ReplayChangeKind>().Length]);
            Interlocked.Increment(ref counts[(int)kind]);
            if (kind == ReplayChangeKind.None)
            {
                return;
            }

            foreach (var field in fields)
            {
                _fields.AddOrUpdate(field, 1, static (_, count) => count + 1);
            }

            _changes.Add(new ReplayChange(
                past.Receipt, past.Index, past.Regime, past.Agency, kind, fields, before.Reasons, after.Reasons));
        }

        public ReplayReport Report()
        {
            var groups = _groups
                .OrderBy(static group => group.Key.Regime, StringComparer.Ordinal)
                .ThenBy(static group => group.Key.Agency, StringComparer.Ordinal)
                .Select(static group => Group(group.Key.Regime, group.Key.Agency, group.Value))
                .ToList();
            return new ReplayReport
            {
                Decisions = groups.Sum(static group => group.Decisions),
                Destroyed = _destroyed,
                Failed = _failed,
                Groups = groups,
                Fields =
                [
                    .. _fields.OrderByDescending(static field => field.Value)
                        .ThenBy(static field => field.Key.Path, StringComparer.Ordinal)
                        .ThenBy(static field => field.Key.Before + field.Key.After, StringComparer.Ordinal)
                        .Select(static field => (field.Key, field.Value)),
                ],
                Changes = [.. _changes.OrderBy(static change => change.Index)],
            };
        }

        private static ReplayGroup Group(string regime, string agency, int[] counts) => new(
            regime,
            agency,
            counts.Sum(),
            counts[(int)ReplayChangeKind.Permitted],
            counts[(int)ReplayChangeKind.Denied],
            counts[(int)ReplayChangeKind.Fields],
            counts[(int)ReplayChangeKind.Terms]);

        private static List<ReplayFieldChange> FieldsOf(Decision before, Decision after, IReadOnlyList<string> paths) =>
        [
            .. paths.Order(StringComparer.Ordinal)
                .Select(path => new ReplayFieldChange(path, DecisionWords.Of(before, path), DecisionWords.Of(after, path)))
                .Where(static change => change.Before != change.After),
        ];

        private static ReplayChangeKind KindOf(Decision before, Decision after, List<ReplayFieldChange> fields) =>
            (before.Effect, after.Effect) switch
            {
                (Effect.Permit, Effect.Deny) => ReplayChangeKind.Denied,
                (Effect.Deny, Effect.Permit) => ReplayChangeKind.Permitted,
                _ when fields.Count > 0 => ReplayChangeKind.Fields,
                _ => before.ToValue().Equals(after.ToValue()) ? ReplayChangeKind.None : ReplayChangeKind.Terms,
            };
    }
}
