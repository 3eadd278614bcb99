using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Lookups in objects, and new objects from old ones.</summary>
internal static class ObjectFamily
{
    private const string Keys = "any<array[any], object[any: any], set[any]>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("object.get", "object[any: any], any, any -> any", Get),
        Builtin.Of("object.keys", "object[any: any] -> set[any]", KeysOf),
        Builtin.Of("object.remove", $"object[any: any], {Keys} -> any", static (c, a) => Choose(c, a, keepNamed: false)),
        Builtin.Of("object.filter", $"object[any: any], {Keys} -> any", static (c, a) => Choose(c, a, keepNamed: true)),
        Builtin.Of("object.union", "object[any: any], object[any: any] -> any", Union),
        Builtin.Of("object.union_n", "array[object[any: any]] -> any", UnionOfMany),
        Builtin.OfAnyKind("object.subset", $"{Keys}, {Keys} -> any", Subset),
    ];

    /// <summary>Follows one step of a path: a key, a position or a member. Null when it leads nowhere.</summary>
    public static RegoValue? Step(RegoValue from, RegoValue step) => from switch
    {
        RegoObject obj => obj.Get(step),
        RegoArray array when step is RegoNumber number && number.TryGetInt64(out var index) && index >= 0 && index < array.Count =>
            array[(int)index],
        RegoSet set when set.Contains(step) => step,
        _ => null,
    };

    private static RegoValue Get(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        if (arguments[1] is not RegoArray path)
        {
            return ((RegoObject)arguments[0]).Get(arguments[1]) ?? arguments[2];
        }

        var value = arguments[0];
        foreach (var step in path.Items)
        {
            context.Meter.Step();
            if (Step(value, step) is not { } next)
            {
                return arguments[2];
            }

            value = next;
        }

        return value;
    }

    private static RegoSet KeysOf(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var obj = (RegoObject)arguments[0];
        context.ChargeMembers(obj.Count);
        return RegoSet.Of(obj.Keys);
    }

    private static RegoObject Choose(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, bool keepNamed)
    {
        var obj = (RegoObject)arguments[0];
        var named = arguments[1] is RegoObject keys ? RegoSet.Of(keys.Keys) : RegoSet.Of(Operands.Members(arguments[1]));
        context.ChargeMembers(obj.Count + (long)named.Count);
        var builder = new RegoObject.Builder();
        for (var i = 0; i < obj.Count; i++)
        {
            if (named.Contains(obj.KeyAt(i)) == keepNamed)
            {
                builder.Set(obj.KeyAt(i), obj.ValueAt(i));
            }
        }

        return builder.Build();
    }

    private static RegoObject Union(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        Merge(context, (RegoObject)arguments[0], (RegoObject)arguments[1]);

    private static RegoObject Merge(BuiltinContext context, RegoObject left, RegoObject right)
    {
        context.ChargeMembers((long)left.Count + right.Count);
        var builder = new RegoObject.Builder(left.Count + right.Count);
        for (var i = 0; i < left.Count; i++)
        {
            builder.Set(left.KeyAt(i), left.ValueAt(i));
        }

        for (var i = 0; i < right.Count; i++)
        {
            var key = right.KeyAt(i);
            var value = right.ValueAt(i);
            var merged = value is RegoObject inner && left.Get(key) is RegoObject outer ? Merge(context, outer, inner) : value;
            builder.Set(key, merged);
        }

        return builder.Build();
    }

    private static RegoObject UnionOfMany(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var result = RegoObject.Empty;
        foreach (var member in Operands.Members(arguments[0]))
        {
            if (member is not RegoObject)
            {
                throw Operands.Containing(arguments[0], member, 1, "objects");
            }
        }

        foreach (var member in Operands.Members(arguments[0]))
        {
            result = Merge(context, result, (RegoObject)member);
        }

        return result;
    }

    private static RegoBoolean Subset(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) => (arguments[0], arguments[1]) switch
    {
        (RegoArray array, RegoSet set) => RegoBoolean.Of(Holds(context, array, set)),
        var (super, sub) when super.Kind == sub.Kind && super is RegoArray or RegoSet or RegoObject =>
            RegoBoolean.Of(IsSubset(context, super, sub)),
        _ => throw BuiltinException.Types("both arguments object.subset must be of the same type or array and set"),
    };

    // An array without items holds nothing, not even the empty set.
    private static bool Holds(BuiltinContext context, RegoArray array, RegoSet set)
    {
        context.ChargeMembers(array.Count);
        var members = RegoSet.Of(array.Items);
        foreach (var member in set.Items)
        {
            context.Meter.Step();
            if (!members.Contains(member))
            {
                return false;
            }
        }

        return array.Count > 0;
    }

    private static bool IsSubset(BuiltinContext context, RegoValue super, RegoValue sub)
    {
        context.Meter.Step();
        return (super, sub) switch
        {
            (RegoObject outer, RegoObject inner) => IsSubset(context, outer, inner),
            (RegoSet outer, RegoSet inner) => IsSubset(context, outer, inner),
            (RegoArray outer, RegoArray inner) => IsRun(context, outer.Items, inner.Items),
            _ => super.Equals(sub),
        };
    }

    private static bool IsSubset(BuiltinContext context, RegoObject super, RegoObject sub)
    {
        for (var i = 0; i < sub.Count; i++)
        {
            var found = super.Get(sub.KeyAt(i));
            if (found is null || !IsSubset(context, found, sub.ValueAt(i)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSubset(BuiltinContext context, RegoSet super, RegoSet sub)
    {
        foreach (var member in sub.Items)
        {
            context.Meter.Step();
            if (!super.Contains(member))
            {
                return false;
            }
        }

        return true;
    }

    // An array is a subset when its members stand in the other one after another.
    private static bool IsRun(BuiltinContext context, ReadOnlySpan<RegoValue> super, ReadOnlySpan<RegoValue> sub)
    {
        for (var start = 0; start + sub.Length <= super.Length; start++)
        {
            var length = 0;
            while (length < sub.Length && super[start + length].Equals(sub[length]))
            {
                length++;
            }

            context.Meter.Step(length + 1);
            if (length == sub.Length)
            {
                return true;
            }
        }

        return false;
    }
}
