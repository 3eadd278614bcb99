using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>Asks both sides and gathers where they part. Safe for many threads.</summary>
internal sealed class DiffRun(DiffSide before, DiffSide after, IProgress<(long Done, long Total)>? progress, int total)
{
    private const string Withhold = "withhold";

    private static readonly string[] Strictness = ["aggregate", "pseudonymise", "mask", "generalise", "disclose"];

    private readonly Lock _gate = new();
    private readonly List<PolicyDifference> _differences = [];
    private readonly HashSet<string> _notVaried = new(StringComparer.Ordinal);
    private long _requests;
    private long _failed;
    private long _done;

    public void Compare(RegimePlan plan, Question question, CancellationToken cancellationToken)
    {
        var rows = plan.RowsOf(question, cancellationToken);
        if (rows.Count > 0)
        {
            var makers = new Situations(plan.Words);
            var situations = SituationsOf(makers, plan, question, rows);
            var found = new Dictionary<(string Path, string Before, string After), (int Count, Situation Situation, RegoValue Input)>();
            foreach (var situation in situations)
            {
                Ask(plan, question, situation, found, cancellationToken);
            }

            lock (_gate)
            {
                _notVaried.UnionWith(makers.NotVaried);
                _differences.AddRange(found.Select(one => Difference(question, one.Key, one.Value, situations.Count)));
            }
        }

        progress?.Report((Interlocked.Increment(ref _done), total));
    }

    public PolicyDiffReport Report(IReadOnlyList<string> regimes) => new()
    {
        Regimes = regimes,
        Requests = _requests,
        Failed = _failed,
        NotVaried = [.. _notVaried.Order(StringComparer.Ordinal)],
        Differences =
        [
            .. _differences.OrderBy(static one => one.Regime, StringComparer.Ordinal)
                .ThenBy(static one => one.Forum, StringComparer.Ordinal)
                .ThenBy(static one => one.Purpose, StringComparer.Ordinal)
                .ThenBy(static one => string.Join(',', one.Requesters) + ">" + string.Join(',', one.Recipients), StringComparer.Ordinal)
                .ThenBy(static one => string.Join(',', one.Holders), StringComparer.Ordinal)
                .ThenBy(static one => one.Path, StringComparer.Ordinal)
                .ThenBy(static one => one.Before + ">" + one.After, StringComparer.Ordinal),
        ],
    };

    // A payload that goes to somebody else than the requester is asked in the plain situations alone: conditions do not depend on it.
    private static List<Situation> SituationsOf(Situations makers, RegimePlan plan, Question question, IReadOnlyList<DiffRow> rows)
    {
        var seen = new HashSet<RegoValue>();
        return
        [
            .. rows.Where(static row => row.Effect == "permit").Select(permit => makers.Plain(permit, rows))
                .SelectMany(plain => question.Recipient is null ? makers.Around(plain, rows) : [plain])
                .Where(situation => seen.Add(question.Input(plan.Words, situation, ["x"]))),
        ];
    }

    private void Ask(
        RegimePlan plan,
        Question question,
        Situation situation,
        Dictionary<(string Path, string Before, string After), (int Count, Situation Situation, RegoValue Input)> found,
        CancellationToken cancellationToken)
    {
        foreach (var paths in plan.PathsTogether(question.Purpose))
        {
            var input = question.Input(plan.Words, situation, paths);
            var one = before.Decide(input, paths, cancellationToken);
            var other = after.Decide(input, paths, cancellationToken);
            Interlocked.Increment(ref _requests);
            if (one.Fault is not null || other.Fault is not null)
            {
                Interlocked.Increment(ref _failed);
            }

            foreach (var path in paths.DefaultIfEmpty(""))
            {
                var (old, now) = (Given(one.Decision, path), Given(other.Decision, path));
                if (old != now && !(IsNothing(old) && IsNothing(now)))
                {
                    found[(path, old, now)] = found.TryGetValue((path, old, now), out var known)
                        ? known with { Count = known.Count + 1 }
                        : (1, situation, question.Input(plan.Words, situation, path.Length == 0 ? [] : [path]));
                }
            }
        }
    }

    private static string Given(Decision decision, string path) =>
        path.Length > 0 ? DecisionWords.Of(decision, path) : decision.Effect == Effect.Permit ? "permit" : DecisionWords.Deny;

    private static bool IsNothing(string given) => given is DecisionWords.Deny or Withhold;

    private static PolicyDifference Difference(
        Question question,
        (string Path, string Before, string After) what,
        (int Count, Situation Situation, RegoValue Input) where,
        int tried) => new()
    {
        Kind = IsNothing(what.Before) ? DifferenceKind.Permitted
            : IsNothing(what.After) ? DifferenceKind.Denied
            : Rank(what.After) > Rank(what.Before) ? DifferenceKind.Widened : DifferenceKind.Narrowed,
        Regime = question.Regime,
        Forum = question.Forum,
        Purpose = question.Purpose,
        Requesters = question.Requester.Types,
        Recipients = question.Recipient?.Types ?? [],
        Holders = question.Holder.Types,
        Path = what.Path,
        Before = what.Before,
        After = what.After,
        Situations = where.Count,
        SituationsTried = tried,
        Situation = where.Situation.Name.Length == 0 ? "in the plainest situation" : where.Situation.Name,
        Example = RegoJson.Write(where.Input),
    };

    private static int Rank(string given) => Array.IndexOf(Strictness, given.Split(' ')[0]);
}
