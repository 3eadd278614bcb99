using System.Globalization;
using System.Text;
using ShareBroker.Rego.Builtins.Formatting;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>The functions that every template has; and, or are the evaluator's, as they may leave out operands.</summary>
internal static class TemplateFunctions
{
    private const string NotComparable = "incompatible types for comparison";

    private static readonly Dictionary<string, (int Min, int Max)> Counts = new(StringComparer.Ordinal)
    {
        ["and"] = (1, int.MaxValue), ["or"] = (1, int.MaxValue), ["not"] = (1, 1), ["len"] = (1, 1), ["index"] = (1, int.MaxValue),
        ["slice"] = (1, int.MaxValue), ["print"] = (0, int.MaxValue), ["printf"] = (1, int.MaxValue), ["println"] = (0, int.MaxValue),
        ["html"] = (0, int.MaxValue), ["js"] = (0, int.MaxValue), ["urlquery"] = (0, int.MaxValue), ["call"] = (1, int.MaxValue),
        ["eq"] = (1, int.MaxValue), ["ne"] = (2, 2), ["lt"] = (2, 2), ["le"] = (2, 2), ["gt"] = (2, 2), ["ge"] = (2, 2),
    };

    public static bool IsKnown(string name) => Counts.ContainsKey(name);

    /// <summary>What is wrong with the number of arguments, or null.</summary>
    public static string? CountFault(string name, int count)
    {
        var (min, max) = Counts[name];
        return count < min ? $"wrong number of args for {name}: want {(max == min ? string.Empty : "at least ")}{min} got {count}"
            : count > max ? $"wrong number of args for {name}: want {max} got {count}"
            : null;
    }

    /// <summary>Calls a function with as many arguments as it takes.</summary>
    /// <exception cref="FormatException">The arguments are of the wrong kind; the message says so.</exception>
    public static object? Call(BuiltinContext context, string name, object?[] arguments)
    {
        switch (name)
        {
            case "not":
                return !TemplateValue.IsTrue(arguments[0]);
            case "len":
                return Length(arguments[0]);
            case "index":
                return Index(arguments);
            case "slice":
                return Slice(context, arguments);
            case "print" or "println":
                return Print(context, arguments, isLine: name == "println");
            case "printf":
                return arguments[0] is string format
                    ? FormatText.Fill(context, format, [.. arguments.Skip(1).Select(value => TemplateValue.Argument(context, value))])
                    : throw new FormatException($"wrong type for value; expected string; got {TemplateValue.TypeName(arguments[0])}");
            case "html":
                return Escape(context, arguments, Html);
            case "js":
                return Escape(context, arguments, Script);
            case "urlquery":
                return Escape(context, arguments, QueryText.Escape);
            case "call":
                throw new FormatException($"non-function of type {TemplateValue.TypeName(arguments[0])}");
            case "eq":
                return Equal(arguments);
            case "ne":
                return !AreEqual(arguments[0], arguments[1]);
            default:
                return Order(name, arguments[0], arguments[1]);
        }
    }

    private static object Length(object? value) => value switch
    {
        string text => (long)Encoding.UTF8.GetByteCount(text),
        RegoNumber number => (long)number.Text.Length,
        RegoArray list => (long)list.Count,
        RegoObject members => (long)members.Count,
        null => throw new FormatException("len of nil pointer"),
        _ => throw new FormatException($"len of type {TemplateValue.TypeName(value)}"),
    };

    private static object? Index(object?[] arguments)
    {
        var value = arguments[0] ?? throw new FormatException("index of untyped nil");
        foreach (var key in arguments.Skip(1))
        {
            value = value switch
            {
                RegoArray list => TemplateValue.Of(list[Position(key, list.Count - 1, "index")]),
                RegoObject members => key is string name
                    ? members.Get(RegoString.Of(name)) is { } found ? TemplateValue.Of(found) : null
                    : throw new FormatException($"value has type {TemplateValue.TypeName(key)}; should be string"),
                string text => (long)Encoding.UTF8.GetBytes(text)[Position(key, Encoding.UTF8.GetByteCount(text) - 1, "index")],
                null => throw new FormatException("index of nil pointer"),
                _ => throw new FormatException($"can't index item of type {TemplateValue.TypeName(value)}"),
            };
        }

        return value;
    }

    private static int Position(object? key, int max, string what) => key switch
    {
        long position when position >= 0 && position <= max => (int)position,
        long position => throw new FormatException($"index out of range: {position.ToString(CultureInfo.InvariantCulture)}"),
        null => throw new FormatException($"cannot {what} slice/array with nil"),
        _ => throw new FormatException($"cannot {what} slice/array with type {TemplateValue.TypeName(key)}"),
    };

    private static object Slice(BuiltinContext context, object?[] arguments)
    {
        if (arguments.Length > 4 || (arguments.Length == 4 && arguments[0] is string))
        {
            throw new FormatException(arguments.Length > 4 ? $"too many slice indexes: {arguments.Length - 1}"
                : "cannot 3-index slice a string");
        }

        var length = arguments[0] switch
        {
            string text => Encoding.UTF8.GetByteCount(text),
            RegoArray list => list.Count,
            _ => throw new FormatException($"can't slice item of type {TemplateValue.TypeName(arguments[0])}"),
        };
        var bounds = arguments.Skip(1).Select(key => Position(key, length, "slice")).ToList();
        var (start, end) = (bounds.Count > 0 ? bounds[0] : 0, bounds.Count > 1 ? bounds[1] : length);
        if (start > end || (bounds.Count > 2 && end > bounds[2]))
        {
            throw new FormatException($"invalid slice index: {start} > {end}");
        }

        context.Charge(end - start);
        return arguments[0] is RegoArray items
            ? RegoArray.Of(items.Items[start..end])
            : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((string)arguments[0]!).AsSpan(start, end - start));
    }

    // Between two operands neither of which is a text stands a space; between all of them in a line.
    private static string Print(BuiltinContext context, object?[] arguments, bool isLine)
    {
        var text = new StringBuilder();
        for (var i = 0; i < arguments.Length; i++)
        {
            var isSpaced = i > 0 && (isLine || !(IsText(arguments[i]) || IsText(arguments[i - 1])));
            text.Append(isSpaced ? " " : string.Empty);
            text.Append(arguments[i] is null ? "<nil>" : TemplateValue.Print(context, arguments[i]));
        }

        return text.Append(isLine ? "\n" : string.Empty).ToString();
    }

    private static bool IsText(object? value) => value is string or RegoNumber;

    private static string Escape(BuiltinContext context, object?[] arguments, Func<string, string> escape)
    {
        var text = arguments is [string only] ? only : Print(context, arguments, isLine: false);
        context.Charge(text.Length * 6L);
        return escape(text);
    }

    private static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&#34;", StringComparison.Ordinal).Replace("\0", "\uFFFD", StringComparison.Ordinal);

    private static string Script(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' or '\'' or '"' => escaped.Append('\\').Append(letter),
                '<' or '>' or '&' or '=' or < ' ' or '\x7f' or '\u2028' or '\u2029' =>
                    escaped.Append("\\u").Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture)),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }

    private static object Equal(object?[] arguments)
    {
        if (arguments.Length < 2)
        {
            throw new FormatException("missing argument for comparison");
        }

        return Array.Exists(arguments[1..], other => AreEqual(arguments[0], other));
    }

    private static bool AreEqual(object? left, object? right)
    {
        foreach (var side in (object?[])[left, right])
        {
            if (side is RegoArray or RegoObject)
            {
                throw new FormatException($"non-comparable type {TemplateValue.TypeName(side)}");
            }
        }

        if (left is null || right is null || ReferenceEquals(left, TemplateValue.Undefined)
            || ReferenceEquals(right, TemplateValue.Undefined))
        {
            return left is null && right is null;
        }

        return (Basic(left), Basic(right)) switch
        {
            (string a, string b) => a == b,
            (long a, long b) => a == b,
            (double a, double b) => a.Equals(b),
            (bool a, bool b) => a == b,
            _ => throw Differing(left, right),
        };
    }

    private static FormatException Differing(object? left, object? right) =>
        new($"{NotComparable}: {TemplateValue.TypeName(left)} and {TemplateValue.TypeName(right)}");

    private static object? Basic(object? value) => value is RegoNumber number ? number.Text : value;

    private static object Order(string name, object? left, object? right)
    {
        var order = (Basic(left), Basic(right)) switch
        {
            (string a, string b) => RegoString.CompareCodePoints(a, b),
            (long a, long b) => a.CompareTo(b),
            (double a, double b) => a.CompareTo(b),
            (bool, bool) or (null, _) or (_, null) or (RegoValue, _) or (_, RegoValue) =>
                throw new FormatException("invalid type for comparison"),
            _ => throw Differing(left, right),
        };
        return name switch
        {
            "lt" => order < 0,
            "le" => order <= 0,
            "gt" => order > 0,
            _ => order >= 0,
        };
    }
}
