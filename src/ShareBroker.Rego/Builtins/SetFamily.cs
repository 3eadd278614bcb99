using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>New sets from old ones.</summary>
internal static class SetFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("and", "set[any], set[any] -> set[any]", static (c, a) => Intersect(c, (RegoSet)a[0], (RegoSet)a[1]), "&"),
        Builtin.Of("or", "set[any], set[any] -> set[any]", static (c, a) => Unite(c, a), "|"),
        Builtin.Of("set_diff", "set[any], set[any] -> set[any]", static (c, a) => Difference(c, (RegoSet)a[0], (RegoSet)a[1])),
        Builtin.Of("intersection", "set[set[any]] -> set[any]", Intersection),
        Builtin.Of("union", "set[set[any]] -> set[any]", Union),
    ];

    public static RegoSet Difference(BuiltinContext context, RegoSet left, RegoSet right)
    {
        context.ChargeMembers(left.Count);
        var builder = new RegoSet.Builder();
        foreach (var member in left.Items)
        {
            if (!right.Contains(member))
            {
                builder.Add(member);
            }
        }

        return builder.Build();
    }

    private static RegoSet Intersect(BuiltinContext context, RegoSet left, RegoSet right)
    {
        var (few, many) = left.Count <= right.Count ? (left, right) : (right, left);
        context.ChargeMembers(few.Count);
        var builder = new RegoSet.Builder();
        foreach (var member in few.Items)
        {
            if (many.Contains(member))
            {
                builder.Add(member);
            }
        }

        return builder.Build();
    }

    private static RegoSet Unite(BuiltinContext context, ReadOnlySpan<RegoValue> sets)
    {
        var builder = new RegoSet.Builder();
        foreach (var set in sets)
        {
            var members = Operands.Members(set);
            context.ChargeMembers(members.Length);
            foreach (var member in members)
            {
                builder.Add(member);
            }
        }

        return builder.Build();
    }

    private static RegoSet Union(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        Unite(context, SetsIn(arguments[0]));

    private static RegoSet Intersection(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var sets = SetsIn(arguments[0]);
        if (sets.IsEmpty)
        {
            return RegoSet.Empty;
        }

        var result = (RegoSet)sets[0];
        foreach (var set in sets[1..])
        {
            result = Intersect(context, result, (RegoSet)set);
        }

        return result;
    }

    private static ReadOnlySpan<RegoValue> SetsIn(RegoValue collection)
    {
        var members = Operands.Members(collection);
        foreach (var member in members)
        {
            if (member is not RegoSet)
            {
                throw BuiltinException.Operand(1, $"must be set but got {OperandKinds.NameOf(member.Kind)}");
            }
        }

        return members;
    }
}
