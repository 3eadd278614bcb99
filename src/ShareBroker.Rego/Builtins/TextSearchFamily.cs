using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Questions about texts.</summary>
internal static class TextSearchFamily
{
    private const string OneOrMany = "any<string, array[string], set[string]>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("contains", "string, string -> boolean", Contains),
        Builtin.Of("startswith", "string, string -> boolean", static (_, a) => RegoBoolean.Of(Starts(a.Text(0), a.Text(1)))),
        Builtin.Of("endswith", "string, string -> boolean", static (_, a) => RegoBoolean.Of(Ends(a.Text(0), a.Text(1)))),
        Builtin.Of("strings.count", "string, string -> number", Count),
        Builtin.Of("indexof", "string, string -> number", IndexOf),
        Builtin.Of("indexof_n", "string, string -> array[number]", IndexesOf),
        Builtin.Of("strings.any_prefix_match", $"{OneOrMany}, {OneOrMany} -> boolean", static (c, a) => AnyMatch(c, a, Starts)),
        Builtin.Of("strings.any_suffix_match", $"{OneOrMany}, {OneOrMany} -> boolean", static (c, a) => AnyMatch(c, a, Ends)),
    ];

    private static RegoBoolean Contains(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        ChargeSearch(context, arguments);
        return RegoBoolean.Of(arguments.Text(0).Contains(arguments.Text(1), StringComparison.Ordinal));
    }

    // The plain search may compare the needle at every position.
    private static void ChargeSearch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        context.Meter.Work((arguments.Text(0).Length >> 4) * (1 + ((long)arguments.Text(1).Length >> 4)));

    private static RegoNumber Count(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, wanted) = (arguments.Text(0), arguments.Text(1));
        ChargeSearch(context, arguments);
        if (wanted.Length == 0)
        {
            return RegoNumber.Of(CodePoints.Count(text) + 1);
        }

        return RegoNumber.Of(text.AsSpan().Count(wanted));
    }

    private static RegoNumber IndexOf(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        RefuseEmptySearch(arguments);
        ChargeSearch(context, arguments);
        var unit = arguments.Text(0).IndexOf(arguments.Text(1), StringComparison.Ordinal);
        return RegoNumber.Of(unit < 0 ? -1 : CodePoints.Count(arguments.Text(0).AsSpan(0, unit)));
    }

    private static RegoArray IndexesOf(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        RefuseEmptySearch(arguments);
        ChargeSearch(context, arguments);
        var (text, wanted) = (arguments.Text(0), arguments.Text(1));
        var found = new List<RegoValue>();
        var (counted, codePoints) = (0, 0);
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            context.ChargeMembers(1);
            codePoints += CodePoints.Count(text.AsSpan(counted, at - counted));
            counted = at;
            found.Add(RegoNumber.Of(codePoints));
        }

        return RegoArray.Adopt([.. found]);
    }

    private static void RefuseEmptySearch(ReadOnlySpan<RegoValue> arguments)
    {
        if (arguments.Text(1).Length == 0)
        {
            throw BuiltinException.Failed("empty search character");
        }
    }

    private static RegoBoolean AnyMatch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, Func<string, string, bool> matches)
    {
        var texts = Texts(arguments[0], 1);
        var affixes = Texts(arguments[1], 2);
        foreach (var text in texts)
        {
            foreach (var affix in affixes)
            {
                context.Meter.Step();
                if (matches(text, affix))
                {
                    return RegoBoolean.True;
                }
            }
        }

        return RegoBoolean.False;
    }

    private static string[] Texts(RegoValue operand, int position)
    {
        if (operand is RegoString one)
        {
            return [one.Value];
        }

        var members = Operands.Members(operand);
        var texts = new string[members.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Operands.TextMember(operand, members[i], position);
        }

        return texts;
    }

    private static bool Starts(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);

    private static bool Ends(string text, string suffix) => text.EndsWith(suffix, StringComparison.Ordinal);
}
