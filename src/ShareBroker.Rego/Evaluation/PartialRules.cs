using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Rules that add parts to the document at their path: members of a set, or entries under keys that are variables.
/// A lookup of given keys evaluates only what can stand under them.
/// </summary>
internal sealed class PartialRules : RuleSet
{
    private readonly PartialSource[] _sources;
    private readonly Lazy<PartsPlan>[] _plans;

    public PartialRules(Program program, RegoValue[] path, int memoIndex, IReadOnlyList<PartialSource> sources)
        : base(program, path, memoIndex)
    {
        _sources = [.. sources];
        IsSet = sources.All(static source => source.Rule is { Head.Kind: RuleKind.MultiValue } && source.Suffix.Count == 0);
        KeysMax = IsSet ? 1 : sources.Min(static source => source.Suffix.Count);
        _plans = [.. Enumerable.Range(0, KeysMax + 1).Select(keys => new Lazy<PartsPlan>(() => PlanAll(keys)))];
    }

    /// <summary>Whether the whole document is a set, so that looking a member up is asking whether it is one.</summary>
    public bool IsSet { get; }

    /// <summary>How many keys a lookup may give at most.</summary>
    public int KeysMax { get; }

    /// <summary>What stands under the keys, of which there are at most <see cref="KeysMax"/>; null when nothing does.</summary>
    public RegoValue? Entry(Execution run, ReadOnlySpan<RegoValue> keys)
    {
        ref var cell = ref Memo(run);
        if (cell.State == MemoState.Known)
        {
            return Within(cell.Value, keys);
        }

        var known = cell.ByKey ??= new(isByValue: true);
        var at = keys.Length == 1 ? keys[0] : RegoArray.Of(keys);
        if (known.TryGet(at, out var value))
        {
            return value;
        }

        run.Meter.Allocate(64);
        value = IsSet ? Member(run, keys[0]) : Document(run, keys);
        if (!known.TryGet(at, out _))
        {
            known.Add(at, value);
        }

        return value;
    }

    protected override RegoValue? Evaluate(Execution run) => Document(run, []);

    private static RegoValue? Within(RegoValue? document, ReadOnlySpan<RegoValue> keys)
    {
        foreach (var key in keys)
        {
            document = Documents.Get(document, key);
        }

        return document;
    }

    private RegoValue? Document(Execution run, ReadOnlySpan<RegoValue> keys)
    {
        var document = run.Documents.Take();
        if (keys.IsEmpty)
        {
            document.Start(IsSet);
        }

        var plan = _plans[keys.Length].Value;
        var frame = run.Push(plan.Size);
        for (var i = 0; i < keys.Length; i++)
        {
            frame.Slots[i].Value = keys[i];
        }

        frame.Collectors[0] = document;
        foreach (var position in plan.Find(frame))
        {
            run.Meter.Step();
            plan.Parts[position].First.Run(frame);
        }

        run.Pop();
        var value = document.Take();
        run.Documents.GiveBack();
        return value;
    }

    private RegoValue? Member(Execution run, RegoValue key)
    {
        var plan = _plans[1].Value;
        var frame = run.Push(plan.Size);
        frame.Slots[0].Value = key;
        var found = false;
        foreach (var position in plan.Find(frame))
        {
            run.Meter.Step();
            if (!plan.Parts[position].First.Run(frame))
            {
                found = true;
                break;
            }
        }

        run.Pop();
        return found ? key : null;
    }

    private PartsPlan PlanAll(int keys) => PartsPlan.Of(Program, _sources, keys, asMember: IsSet && keys == 1);
}
