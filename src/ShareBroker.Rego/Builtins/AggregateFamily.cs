using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>One value from many.</summary>
internal static class AggregateFamily
{
    private const string Collection = "any<array[any], set[any]>";
    private const string Numbers = "any<array[number], set[number]>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of(
            "count", "any<string, array[any], object[any: any], set[any]> -> number", Count, kindNames: "array, object, set, string"),
        Builtin.Of("sum", $"{Numbers} -> number", static (c, a) => Fold(c, a[0], RegoNumber.Zero, NumberArithmetic.Add)),
        Builtin.Of("product", $"{Numbers} -> number", static (c, a) => Fold(c, a[0], RegoNumber.Of(1), NumberArithmetic.Multiply)),
        Builtin.Of("max", $"{Collection} -> any", static (c, a) => Extreme(c, a[0], 1)),
        Builtin.Of("min", $"{Collection} -> any", static (c, a) => Extreme(c, a[0], -1)),
        Builtin.Of("sort", $"{Collection} -> array[any]", Sort),
        Builtin.Of("any", $"{Collection} -> boolean", static (c, a) => RegoBoolean.Of(CountTrue(c, a[0]) > 0), kindNames: "array, set"),
        Builtin.Of(
            "all",
            $"{Collection} -> boolean",
            static (c, a) => RegoBoolean.Of(CountTrue(c, a[0]) == Operands.Members(a[0]).Length),
            kindNames: "array, set"),
    ];

    private static RegoNumber Count(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) => arguments[0] switch
    {
        RegoString text => RegoNumber.Of(CodePoints.Count(context, text.Value)),
        RegoArray array => RegoNumber.Of(array.Count),
        RegoObject obj => RegoNumber.Of(obj.Count),
        _ => RegoNumber.Of(((RegoSet)arguments[0]).Count),
    };

    private static RegoNumber Fold(
        BuiltinContext context, RegoValue collection, RegoNumber start, Func<RegoNumber, RegoNumber, RegoNumber> combine)
    {
        var result = start;
        foreach (var member in Operands.Members(collection))
        {
            context.Meter.Step();
            var number = member as RegoNumber ?? throw Operands.Containing(collection, member, 1, "numbers");
            result = combine(result, number);
            context.Charge(result);
        }

        return result;
    }

    private static RegoValue? Extreme(BuiltinContext context, RegoValue collection, int sign)
    {
        var members = Operands.Members(collection);
        context.Meter.Work(members.Length);
        if (members.IsEmpty)
        {
            return null;
        }

        if (collection is RegoSet)
        {
            // As in OPA, null is the least member of a set only when there is no other.
            return sign > 0 ? members[^1] : members[members.Length > 1 && members[0] is RegoNull ? 1 : 0];
        }

        // Of equal members, such as 1 and 1.0, the last one counts.
        var best = members[0];
        foreach (var member in members[1..])
        {
            best = member.CompareTo(best) * sign >= 0 ? member : best;
        }

        return best;
    }

    private static RegoArray Sort(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var members = Operands.Members(arguments[0]);
        context.ChargeMembers(members.Length);
        context.Meter.Work((long)members.Length * Math.Max(1, Convert.ToString(members.Length, 2).Length / 4));
        var sorted = members.ToArray();
        if (arguments[0] is RegoArray && !ValueSort.IsSorted(members))
        {
            StableSort(sorted);
        }

        return RegoArray.Adopt(sorted);
    }

    // Equal numbers may be written differently, so the order of equal members shows.
    private static void StableSort(RegoValue[] values)
    {
        if (values.Length <= ValueSort.FewMax)
        {
            ValueSort.SortFew(values);
            return;
        }

        var positions = new int[values.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = i;
        }

        var source = values.AsSpan().ToArray();
        Array.Sort(positions, (left, right) =>
        {
            var order = source[left].CompareTo(source[right]);
            return order != 0 ? order : left.CompareTo(right);
        });
        for (var i = 0; i < positions.Length; i++)
        {
            values[i] = source[positions[i]];
        }
    }

    private static int CountTrue(BuiltinContext context, RegoValue collection)
    {
        var count = 0;
        foreach (var member in Operands.Members(collection))
        {
            context.Meter.Step();
            count += ReferenceEquals(member, RegoBoolean.True) ? 1 : 0;
        }

        return count;
    }
}
