using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Order, equality and membership.</summary>
internal static class ComparisonFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("equal", "any, any -> boolean", static (_, a) => RegoBoolean.Of(a[0].Equals(a[1])), "=="),
        Builtin.Of("neq", "any, any -> boolean", static (_, a) => RegoBoolean.Of(!a[0].Equals(a[1])), "!="),
        Builtin.Of("lt", "any, any -> boolean", static (_, a) => RegoBoolean.Of(a[0].CompareTo(a[1]) < 0), "<"),
        Builtin.Of("lte", "any, any -> boolean", static (_, a) => RegoBoolean.Of(a[0].CompareTo(a[1]) <= 0), "<="),
        Builtin.Of("gt", "any, any -> boolean", static (_, a) => RegoBoolean.Of(a[0].CompareTo(a[1]) > 0), ">"),
        Builtin.Of("gte", "any, any -> boolean", static (_, a) => RegoBoolean.Of(a[0].CompareTo(a[1]) >= 0), ">="),
        Builtin.Of("internal.member_2", "any, any -> boolean", Member, "in"),
        Builtin.Of("internal.member_3", "any, any, any -> boolean", MemberAt, "in"),
    ];

    private static RegoBoolean Member(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var wanted = arguments[0];
        if (arguments[1] is RegoSet set)
        {
            return RegoBoolean.Of(set.Contains(wanted));
        }

        var members = arguments[1] is RegoObject obj ? obj.ValuesByKey : Operands.Members(arguments[1]);
        context.Meter.Work(members.Length / 4);
        foreach (var member in members)
        {
            if (member.Equals(wanted))
            {
                return RegoBoolean.True;
            }
        }

        return RegoBoolean.False;
    }

    // A member of a set is its own key, as `some k, v in set` has it; the language of before OPA 1.0 found nothing by key in a set.
    private static RegoBoolean MemberAt(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var found = arguments[2] switch
        {
            RegoObject obj => obj.Get(arguments[0]),
            RegoArray array => At(array, arguments[0]),
            RegoSet set when !context.IsOlderLanguage && set.Contains(arguments[0]) => arguments[0],
            _ => null,
        };
        return RegoBoolean.Of(found is not null && found.Equals(arguments[1]));
    }

    private static RegoValue? At(RegoArray array, RegoValue index) =>
        index is RegoNumber number && number.TryGetInt64(out var position) && position >= 0 && position < array.Count
            ? array[(int)position]
            : null;
}
