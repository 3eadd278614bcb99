using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Scalars: mostly small, sometimes at an edge where engines err.</summary>
internal static class Edges
{
    public static readonly string[] Names = ["a", "b", "c", "id", "name", "kind", "role", "x-y", "", "0", "if", "é", "data", "with space"];

    private static readonly string[] SmallNumbers = ["0", "1", "2", "3", "4", "5", "7", "10", "12", "42", "100", "-1", "-2", "-7", "1000"];

    private static readonly string[] Decimals =
    [
        "0.5", "1.5", "2.5", "-0.5", "-1.5", "0.1", "0.2", "0.3", "1.0", "2.0", "100.0", "3.14", "1e2", "1e3", "1E3", "1.5e3", "12.50",
        "0.001", "1e-5", "123456.5", "1234567.5", "2.675", "99.99", "1.10", "-2.25",
    ];

    private static readonly string[] FarNumbers =
    [
        "9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551615", "18446744073709551616", "4294967296", "2147483648", "-2147483649", "1e400",
            "-1e400",
        "1e-400", "1e308", "1e21", "1e20", "123456789012345678901234567890", "-0", "-0.0", "0.0", "0e10", "1e0", "1.7976931348623157e308",
        "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "0.1234567890123456789012345",
        "1000000000000000000000000000000000000000.5", "5e-324", "3.0000000000000000000001",
    ];

    private static readonly string[] Words =
    [
        "a", "b", "c", "abc", "foo", "bar", "alice", "admin", "read", "write", "GET", "a.b.c", "a/b/c", "/api/v1/users", "foo bar", "Hello",
        "10.0.0.1", "x=1", "1", "42", "true", "null", "aaa", "abcabc", "a,b,c", "img:1.0", "2021-01-01T00:00:00Z",
    ];

    private static readonly string[] FarTexts =
    [
        "", " ", "\u0000", "a\u0000b", "e\u0301", "\u00e9", "\U0001F600", "a\U0001F600b", "\uffff", "\uFFFD", "\u2028", "<&>", "\"q\"",
        "back\\slash", "tab\t", "line\nbreak", "\u0130", "straße", "ΑΣ", "\u001f", "\u007f", "日本語", "$x", "{x}", "%d", "`", "a\r\nb",
        "\U0001F468\u200D\U0001F469", "\u202eabc", "ǅ", "ﬀ", "\u00a0",
    ];

    public static string Number(Dice dice) => dice.Weighed(70, 22, 8) switch
    {
        0 => dice.Pick(SmallNumbers),
        1 => dice.Pick(Decimals),
        _ => dice.Pick(FarNumbers),
    };

    public static string Text(Dice dice) => dice.Weighed(80, 14, 6) switch
    {
        0 => dice.Pick(Words),
        1 => dice.Pick(FarTexts),
        _ => string.Concat(dice.Pick(Words), dice.Pick(FarTexts), dice.Pick(Words)),
    };

    /// <summary>A text in the notation of Rego: plain, raw, or with escapes.</summary>
    public static Node TextTerm(Dice dice) => TextTerm(Text(dice), dice);

    public static Node TextTerm(string text, Dice dice)
    {
        if (dice.Chance(8) && !text.AsSpan().ContainsAny('`', '\r', '\0'))
        {
            return Node.TermText($"`{text}`");
        }

        return Node.TermText(Node.Quote(RegoString.Of(text)));
    }

    /// <summary>A JSON value.</summary>
    public static RegoValue Value(Dice dice, int depth)
    {
        switch (dice.Weighed(3, 8, 24, 26, depth > 0 ? 16 : 0, depth > 0 ? 20 : 0))
        {
            case 0: return RegoNull.Value;
            case 1: return RegoBoolean.Of(dice.Chance(50));
            case 2: return RegoNumber.Parse(Number(dice));
            case 3: return RegoString.Of(Text(dice));
            case 4:
                // Lists of one kind are more useful than mixed ones.
                var sample = Value(dice, depth - 1);
                var items = new List<RegoValue> { sample };
                for (var count = dice.Below(4); count > 0; count--)
                {
                    items.Add(dice.Chance(85) ? Like(sample, dice, depth - 1) : Value(dice, depth - 1));
                }

                return RegoArray.Of([.. items]);
            default:
                var map = new RegoObject.Builder();
                for (var count = dice.Below(5); count > 0; count--)
                {
                    map.Set(RegoString.Of(dice.Pick(Names)), Value(dice, depth - 1));
                }

                return map.Build();
        }
    }

    /// <summary>Another value of the same build.</summary>
    public static RegoValue Like(RegoValue value, Dice dice, int depth) => value switch
    {
        RegoNumber => RegoNumber.Parse(Number(dice)),
        RegoString => RegoString.Of(Text(dice)),
        RegoBoolean => RegoBoolean.Of(dice.Chance(50)),
        RegoObject map => Rebuilt(map, dice, depth),
        RegoArray array => RegoArray.Of([.. array.Items.ToArray().Select(item => Like(item, dice, depth - 1))]),
        _ => value,
    };

    private static RegoObject Rebuilt(RegoObject map, Dice dice, int depth)
    {
        var built = new RegoObject.Builder();
        foreach (var (key, value) in Node.Entries(map))
        {
            if (!dice.Chance(10))
            {
                built.Set(key, Like(value, dice, depth - 1));
            }
        }

        return built.Build();
    }
}
