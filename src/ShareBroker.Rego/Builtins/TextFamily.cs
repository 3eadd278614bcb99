using System.Globalization;
using System.Numerics;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>New texts from old ones.</summary>
internal static class TextFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("concat", "string, any<array[string], set[string]> -> string", Concat),
        Builtin.Of("format_int", "number, number -> string", FormatInteger),
        Builtin.Of("lower", "string -> string", static (c, a) => MapRunes(c, a.Text(0), ToLower)),
        Builtin.Of("upper", "string -> string", static (c, a) => MapRunes(c, a.Text(0), ToUpper)),
        Builtin.Of("strings.reverse", "string -> string", Reverse),
        Builtin.Of("substring", "string, number, number -> string", Substring),
        Builtin.Of("trim", "string, string -> string", static (c, a) => Trim(c, a, start: true, end: true)),
        Builtin.Of("trim_left", "string, string -> string", static (c, a) => Trim(c, a, start: true, end: false)),
        Builtin.Of("trim_right", "string, string -> string", static (c, a) => Trim(c, a, start: false, end: true)),
        Builtin.Of("trim_space", "string -> string", static (c, a) => c.TextResult(a.Text(0).Trim())),
        Builtin.Of("trim_prefix", "string, string -> string", TrimPrefix),
        Builtin.Of("trim_suffix", "string, string -> string", TrimSuffix),
        Builtin.Of("replace", "string, string, string -> string", Replace),
        Builtin.Of("strings.replace_n", "object[string: string], string -> string", ReplaceMany),
        Builtin.Of("split", "string, string -> array[string]", Split),
        Builtin.Of("strings.split_n", "string, string, number -> array[string]", SplitSome),
    ];

    private static RegoString Concat(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var members = Operands.Members(arguments[1]);
        var parts = new string[members.Length];
        var length = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            context.Meter.Step();
            parts[i] = Operands.TextMember(arguments[1], members[i], 2);
            length += parts[i].Length + arguments.Text(0).Length;
        }

        context.Charge(length);
        return RegoString.Of(string.Join(arguments.Text(0), parts));
    }

    private static RegoString FormatInteger(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var number = arguments.Number(0);
        if (!number.TryGetBigInteger(out var value))
        {
            var floor = number.Sign < 0 ? NumberArithmetic.Ceiling(number) : NumberArithmetic.Floor(number);
            floor.TryGetBigInteger(out value);
        }

        var magnitude = BigInteger.Abs(value);
        context.Charge(value.GetBitLength());
        // The radix goes by how it is written: 10.0 is none.
        var digits = arguments.Number(1).Text switch
        {
            "2" => magnitude.ToString("b", CultureInfo.InvariantCulture).TrimStart('0'),
            "8" => Octal(magnitude),
            "10" => magnitude.ToString(CultureInfo.InvariantCulture),
            "16" => magnitude.ToString("x", CultureInfo.InvariantCulture).TrimStart('0'),
            _ => throw BuiltinException.Operand(2, "must be one of {2, 8, 10, 16}"),
        };
        digits = magnitude.IsZero ? "0" : digits;
        return RegoString.Of(value.Sign < 0 ? "-" + digits : digits);
    }

    /// <summary>The octal digits of a number that is not negative.</summary>
    public static string Octal(BigInteger magnitude)
    {
        var bits = magnitude.ToString("b", CultureInfo.InvariantCulture);
        bits = bits.PadLeft((bits.Length + 2) / 3 * 3, '0');
        var digits = new StringBuilder(bits.Length / 3);
        for (var i = 0; i < bits.Length; i += 3)
        {
            digits.Append((char)('0' + ((bits[i] - '0') * 4) + ((bits[i + 1] - '0') * 2) + (bits[i + 2] - '0')));
        }

        var text = digits.ToString().TrimStart('0');
        return text.Length == 0 ? "0" : text;
    }

    private static RegoString MapRunes(BuiltinContext context, string text, Func<Rune, Rune> map)
    {
        // Twice: the letters are gathered, then they become a text.
        context.Charge(text.Length);
        context.Charge(text.Length);
        var mapped = new StringBuilder(text.Length);
        Span<char> letter = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            mapped.Append(letter[..map(rune).EncodeToUtf16(letter)]);
        }

        return RegoString.Of(mapped.ToString());
    }

    // Unicode's simple mapping knows three letters that .NET's invariant mapping leaves alone.
    private static Rune ToLower(Rune rune) => rune.Value == 0x130 ? new Rune('i') : Rune.ToLowerInvariant(rune);

    private static Rune ToUpper(Rune rune) => rune.Value switch
    {
        0x131 => new Rune('I'),
        0x17f => new Rune('S'),
        _ => Rune.ToUpperInvariant(rune),
    };

    private static RegoString Reverse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        context.Charge(arguments.Text(0).Length);
        var runes = CodePoints.ToRunes(arguments.Text(0));
        Array.Reverse(runes);
        var text = new StringBuilder(arguments.Text(0).Length);
        foreach (var rune in runes)
        {
            text.Append(rune.ToString());
        }

        return RegoString.Of(text.ToString());
    }

    private static RegoString Substring(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(0);
        var offset = arguments.Integer(1);
        var length = arguments.Integer(2);
        if (offset < 0)
        {
            throw BuiltinException.Failed("negative offset");
        }

        context.Charge(text.Length);
        var start = CodePoints.UnitOf(text, offset);
        var rest = text.AsSpan(start);
        return RegoString.Of(length < 0 ? rest.ToString() : rest[..CodePoints.UnitOf(rest, length)].ToString());
    }

    private static RegoString Trim(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, bool start, bool end)
    {
        var text = arguments.Text(0).AsSpan();
        context.Charge(text.Length);
        var cut = new HashSet<Rune>(arguments.Text(1).EnumerateRunes());
        context.Charge(arguments.Text(1).Length);
        while (start && !text.IsEmpty && cut.Contains(FirstRune(text, out var width)))
        {
            text = text[width..];
        }

        while (end && !text.IsEmpty && cut.Contains(LastRune(text, out var width)))
        {
            text = text[..^width];
        }

        return RegoString.Of(text.ToString());
    }

    private static Rune FirstRune(ReadOnlySpan<char> text, out int width)
    {
        Rune.DecodeFromUtf16(text, out var rune, out width);
        return rune;
    }

    private static Rune LastRune(ReadOnlySpan<char> text, out int width)
    {
        Rune.DecodeLastFromUtf16(text, out var rune, out width);
        return rune;
    }

    private static RegoString TrimPrefix(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, prefix) = (arguments.Text(0), arguments.Text(1));
        return text.StartsWith(prefix, StringComparison.Ordinal) ? context.TextResult(text[prefix.Length..]) : (RegoString)arguments[0];
    }

    private static RegoString TrimSuffix(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, suffix) = (arguments.Text(0), arguments.Text(1));
        return text.EndsWith(suffix, StringComparison.Ordinal) ? context.TextResult(text[..^suffix.Length]) : (RegoString)arguments[0];
    }

    private static RegoString Replace(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        TextReplacer.Replace(context, arguments.Text(0), [(arguments.Text(1), arguments.Text(2))]);

    private static RegoString ReplaceMany(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var patterns = (RegoObject)arguments[0];
        var pairs = new (string Old, string New)[patterns.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (patterns.KeyAt(i) is not RegoString key)
            {
                throw BuiltinException.Operand(1, "non-string key found in pattern object");
            }

            if (patterns.ValueAt(i) is not RegoString value)
            {
                throw BuiltinException.Operand(1, "non-string value found in pattern object");
            }

            pairs[i] = (key.Value, value.Value);
        }

        return TextReplacer.Replace(context, arguments.Text(1), pairs);
    }

    private static RegoArray Split(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        RegoArray.Adopt([.. Parts(context, arguments.Text(0), arguments.Text(1))]);

    // A positive limit keeps the first parts, a negative one the last.
    private static RegoArray SplitSome(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var limit = arguments.Integer(2);
        var parts = Parts(context, arguments.Text(0), arguments.Text(1));
        var kept = (int)Math.Min(parts.Count, Math.Abs((long)limit));
        return RegoArray.Adopt([.. limit >= 0 ? parts.Take(kept) : parts.Skip(parts.Count - kept)]);
    }

    private static List<RegoValue> Parts(BuiltinContext context, string text, string delimiter)
    {
        context.Charge(text.Length);
        var parts = new List<RegoValue>();
        var start = 0;
        while (true)
        {
            var width = delimiter.Length == 0 && start < text.Length ? CodePoints.Width(text, start) : 0;
            var end = delimiter.Length > 0 ? text.IndexOf(delimiter, start, StringComparison.Ordinal)
                : start + width < text.Length ? start + width : -1;
            if (end < 0)
            {
                break;
            }

            context.Meter.Step();
            context.Meter.Allocate(Operands.MemberBytes);
            parts.Add(RegoString.Of(text[start..end]));
            start = end + delimiter.Length;
        }

        if (text.Length > 0 || delimiter.Length > 0)
        {
            parts.Add(RegoString.Of(text[start..]));
        }

        return parts;
    }
}
