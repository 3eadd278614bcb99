namespace ShareBroker.Rego.Evaluation;

/// <summary>Finds loops over base data whose first test picks items by one field.</summary>
internal sealed class Selection
{
    private readonly List<object> _plan;

    // What a slot was given, where that is known.
    private readonly Dictionary<int, ValueNode> _given = [];

    public Selection(List<object> plan)
    {
        _plan = plan;
        foreach (var assign in plan.OfType<Check.Assign>())
        {
            _given[assign.Slot] = assign.Node;
        }
    }

    /// <summary>The loop that asks an index, for the loop at a place of the plan; null when the test is of another form.</summary>
    public Step.Selective? Of(Step.Scan scan, int at)
    {
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

        return test == _plan.Count ? null : _plan[test] switch
        {
            Check.Holds { Node: ValueNode.TextEdge { AtStart: true } edge } => Of(scan, edge.Edge, edge.Text, isStart: true),
            Check.Holds { Node: ValueNode.Comparison { Kind: ComparisonKind.Equal } equal } =>
                Of(scan, equal.Left, equal.Right, isStart: false) ?? Of(scan, equal.Right, equal.Left, isStart: false),
            Check.Same same => Of(scan, same.Left, same.Right, isStart: false) ?? Of(scan, same.Right, same.Left, isStart: false),
            _ => null,
        };
    }

    private Step.Selective? Of(Step.Scan scan, ValueNode field, ValueNode wanted, bool isStart) =>
        Given(field) is ValueNode.Field { Source: ValueNode.Slot item, Key: var key } && item.Index == scan.Slot
        && IsSteady(wanted, scan.Slot)
            ? new Step.Selective(scan, scan.Source, scan.Slot, wanted, key, isStart)
            : null;

    private ValueNode Given(ValueNode node) => node is ValueNode.Slot slot ? _given.GetValueOrDefault(slot.Index, node) : node;

    // What is reached from base data by keys is base data.
    private bool IsBaseData(ValueNode node) => Given(node) switch
    {
        ValueNode.Base => true,
        ValueNode.Field field => IsBaseData(field.Source),
        ValueNode.Lookup lookup => IsBaseData(lookup.Source),
        _ => false,
    };

    // The same for every item, and nothing happens when it is evaluated.
    private bool IsSteady(ValueNode node, int slot) => node switch
    {
        ValueNode.Constant or ValueNode.Input => true,
        ValueNode.Slot other => other.Index != slot && (!_given.TryGetValue(other.Index, out var given) || IsSteadyOrEarlier(given, slot)),
        ValueNode.Field field => IsSteady(field.Source, slot),
        _ => false,
    };

    // A slot that was filled before the loop is steady, whatever filled it; one that was filled in the loop only when it reads nothing
    // of it.
    private bool IsSteadyOrEarlier(ValueNode given, int slot) => given switch
    {
        ValueNode.Field or ValueNode.Slot => !Reads(given, slot),
        _ => true,
    };

    private bool Reads(ValueNode node, int slot) => node switch
    {
        ValueNode.Slot other => other.Index == slot || (_given.TryGetValue(other.Index, out var given) && Reads(given, slot)),
        ValueNode.Field field => Reads(field.Source, slot),
        _ => false,
    };

    private static bool IsRead(ValueNode node) => node switch
    {
        ValueNode.Slot or ValueNode.Constant or ValueNode.Input => true,
        ValueNode.Field field => IsRead(field.Source),
        _ => false,
    };
}
