using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A reference into <c>data</c> whose keys are known only at run time: it may end in base data, in rules, or in both.</summary>
internal sealed class DataWalk(DocumentNode start, Pattern[] keys, ValueNode?[] knownKeys)
{
    /// <summary>Runs the continuation for each document the reference may mean; false when the continuation wants no more.</summary>
    public bool Each(Frame frame, Func<RegoValue, bool> found) =>
        FromNode(frame, start, frame.Run.Scope.BaseAt(start.Path), 0, found);

    private bool FromNode(Frame frame, DocumentNode node, RegoValue? baseValue, int at, Func<RegoValue, bool> found)
    {
        frame.Run.KeepStack();
        frame.Run.Meter.Step();
        if (frame.Run.Scope.Targets is not null && frame.Run.Scope.Hides(node.Path))
        {
            return FromValue(frame, baseValue, at, found, stored: null);
        }

        if (node.Rules is { } rules)
        {
            return FromRules(frame, rules, at, found);
        }

        if (at == keys.Length)
        {
            return node.Extent(frame.Run, baseValue) is not { } whole || found(whole);
        }

        if (knownKeys[at] is { } known)
        {
            return known.Eval(frame) is not { } key || Descend(frame, node, baseValue, key, at, found);
        }

        foreach (var key in KeysOf(node, baseValue))
        {
            if (keys[at].Match(frame, key) && !Descend(frame, node, baseValue, key, at, found))
            {
                return false;
            }
        }

        return true;
    }

    private bool Descend(Frame frame, DocumentNode node, RegoValue? baseValue, RegoValue key, int at, Func<RegoValue, bool> found)
    {
        var value = frame.Run.Scope.MemberAt(node.Path, baseValue, key);
        if (node.Child(key) is { } child)
        {
            return FromNode(frame, child, value, at + 1, found);
        }

        return FromValue(frame, value, at + 1, found, [.. node.Path, key]);
    }

    private bool FromRules(Frame frame, RuleSet rules, int at, Func<RegoValue, bool> found)
    {
        if (rules is PartialRules partial && at < keys.Length && knownKeys[at] is { } known && partial.KeysMax > 0)
        {
            return known.Eval(frame) is not { } key || FromValue(frame, partial.Entry(frame.Run, [key]), at + 1, found, stored: null);
        }

        return FromValue(frame, rules.Extent(frame.Run), at, found, stored: null);
    }

    // What lies in base data knows the path at which that began.
    private bool FromValue(Frame frame, RegoValue? value, int at, Func<RegoValue, bool> found, RegoValue[]? stored)
    {
        if (value is null)
        {
            return true;
        }

        if (at == keys.Length)
        {
            return found(value);
        }

        if (knownKeys[at] is { } known)
        {
            return known.Eval(frame) is not { } key || FromValue(frame, Member(key), at + 1, found, stored);
        }

        foreach (var key in KeysOf(value))
        {
            if (keys[at].Match(frame, key) && !FromValue(frame, Member(key), at + 1, found, stored))
            {
                return false;
            }
        }

        return true;

        RegoValue? Member(RegoValue key) =>
            stored is null ? Documents.Get(value, key) : frame.Run.Scope.MemberAt(stored, value, key);
    }

    private static RegoValue[] KeysOf(DocumentNode node, RegoValue? baseValue)
    {
        var keys = new SortedSet<RegoValue>(node.Children.Keys);
        keys.UnionWith(KeysOf(baseValue));
        return [.. keys];
    }

    private static RegoValue[] KeysOf(RegoValue? value) => value switch
    {
        RegoObject obj => obj.Keys.ToArray(),
        RegoSet set => set.Items.ToArray(),
        RegoArray array => [.. Enumerable.Range(0, array.Count).Select(static index => RegoNumber.Of(index))],
        _ => [],
    };
}
