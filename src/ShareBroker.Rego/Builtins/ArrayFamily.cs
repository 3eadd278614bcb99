using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>New arrays from old ones.</summary>
internal static class ArrayFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("array.concat", "array[any], array[any] -> array[any]", Concat),
        Builtin.Of("array.slice", "array[any], number, number -> array[any]", Slice),
        Builtin.Of("array.reverse", "array[any] -> array[any]", Reverse),
        Builtin.Of("array.flatten", "array[any] -> array[any]", Flatten),
    ];

    private static RegoArray Concat(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var left = Operands.Members(arguments[0]);
        var right = Operands.Members(arguments[1]);
        context.ChargeMembers((long)left.Length + right.Length);
        return RegoArray.Adopt([.. left, .. right]);
    }

    private static RegoArray Slice(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var items = Operands.Members(arguments[0]);
        var start = Math.Clamp(arguments.Integer(1), 0, items.Length);
        var stop = Math.Clamp(arguments.Integer(2), start, items.Length);
        context.ChargeMembers(stop - start);
        return RegoArray.Of(items[start..stop]);
    }

    private static RegoArray Reverse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var items = Operands.Members(arguments[0]).ToArray();
        context.ChargeMembers(items.Length);
        items.AsSpan().Reverse();
        return RegoArray.Adopt(items);
    }

    private static RegoArray Flatten(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var flat = new List<RegoValue>();
        foreach (var item in Operands.Members(arguments[0]))
        {
            context.ChargeMembers(item is RegoArray array ? array.Count : 1);
            flat.AddRange(item is RegoArray inner ? inner.Items : [item]);
        }

        return RegoArray.Adopt([.. flat]);
    }
}
