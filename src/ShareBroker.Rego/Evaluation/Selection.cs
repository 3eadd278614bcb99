namespace ShareBroker.Rego.Evaluation;

/// <summary>Finds loops over base data whose first test picks items by one field.</summary>
internal sealed class Selection
{
    private readonly List<object> _plan;

    // What a slot was given and where in the plan, where that is known.
    private readonly Dictionary<int, (ValueNode Node, int At)> _given = [];

    public Selection(List<object> plan)
    {
        _plan = plan;
        for (var i = 0; i < plan.Count; i++)
        {
            if (plan[i] is Check.Assign assign)
            {
                _given[assign.Slot] = (assign.Node, i);
            }
        }
    }

    /// <summary>The loop that asks an index, for the loop at a place of the plan; null when the test is of another form.</summary>
    /// <param name="scan">The loop.</param>
    /// <param name="at">Its place.</param>
    /// <param name="chosen">The test that the index decides: what it gives passes, what it does not give fails.</param>
    public Step.Selective? Of(Step.Scan scan, int at, out Check? chosen)
    {
        chosen = null;
        if (scan.Key is not Pattern.Any || !IsBaseData(scan.Source))
        {
            return null;
        }

        // Reading fields on the way to the test has no other effect.
        var test = at + 1;
        while (test < _plan.Count && _plan[test] is Check.Assign { Node: var read } && IsRead(read))
        {
            test++;
        }

        if (test == _plan.Count)
        {
            return null;
        }

        chosen = _plan[test] as Check;
        return _plan[test] switch
        {
            Check.Holds { Node: ValueNode.TextEdge { AtStart: true } edge } => Of(scan, at, edge.Edge, edge.Text, isStart: true),
            Check.Holds { Node: ValueNode.Comparison { Kind: ComparisonKind.Equal } equal } =>
                Of(scan, at, equal.Left, equal.Right, isStart: false) ?? Of(scan, at, equal.Right, equal.Left, isStart: false),
            Check.Same same =>
                Of(scan, at, same.Left, same.Right, isStart: false) ?? Of(scan, at, same.Right, same.Left, isStart: false),
            _ => null,
        };
    }

    private Step.Selective? Of(Step.Scan scan, int at, ValueNode field, ValueNode wanted, bool isStart) =>
        Given(field) is ValueNode.Field { Source: ValueNode.Slot item, Key: var key } && item.Index == scan.Slot
        && BeforeLoop(wanted, scan.Slot, at) is { } known
            ? new Step.Selective(scan, scan.Source, scan.Slot, known, key, isStart)
            : null;

    private ValueNode Given(ValueNode node) =>
        node is ValueNode.Slot slot && _given.TryGetValue(slot.Index, out var given) ? given.Node : node;

    // What is reached from base data by keys is base data.
    private bool IsBaseData(ValueNode node) => Given(node) switch
    {
        ValueNode.Base => true,
        ValueNode.Field field => IsBaseData(field.Source),
        ValueNode.Lookup lookup => IsBaseData(lookup.Source),
        _ => false,
    };

    // What the node stands for, as it can be read before the loop begins: a slot that is filled between the loop and the test is empty
    // by then, so what it is given is read instead. Null when it is not the same for every item or when reading it has effects.
    private ValueNode? BeforeLoop(ValueNode node, int item, int at)
    {
        switch (node)
        {
            case ValueNode.Constant or ValueNode.Input:
                return node;
            case ValueNode.Slot slot when slot.Index == item:
                return null;
            case ValueNode.Slot slot:
                return _given.TryGetValue(slot.Index, out var given) && given.At > at ? BeforeLoop(given.Node, item, at) : slot;
            case ValueNode.Field field:
                var source = BeforeLoop(field.Source, item, at);
                return source is null ? null : new ValueNode.Field(source, field.Key);
            default:
                return null;
        }
    }

    private static bool IsRead(ValueNode node) => node switch
    {
        ValueNode.Slot or ValueNode.Constant or ValueNode.Input => true,
        ValueNode.Field field => IsRead(field.Source),
        _ => false,
    };
}
