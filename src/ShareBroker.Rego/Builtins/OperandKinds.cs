using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>The kinds that one operand may have, taken from its declared type.</summary>
internal sealed class OperandKinds
{
    private static readonly RegoKind[] NamingOrder =
        [RegoKind.Null, RegoKind.Boolean, RegoKind.Number, RegoKind.String, RegoKind.Object, RegoKind.Set, RegoKind.Array];

    private readonly int _mask;
    private readonly string _rule;

    private OperandKinds(int mask, string? names)
    {
        _mask = mask;
        var allowed = NamingOrder.Where(Allows).Select(NameOf).ToArray();
        _rule = allowed is [var only] && (only != "number" || names is null) ? $"must be {only}"
            : names is { } whole && whole.StartsWith("must ", StringComparison.Ordinal) ? whole
            : names is not null ? $"must be one of {{{names}}}"
            : $"must be one of {{{string.Join(", ", allowed)}}}";
    }

    /// <summary>Reads the outermost kinds of a type such as <c>any&lt;string, set[any]&gt;</c>. Names replace the list of kinds in messages
    /// or, when they begin with "must", all that is said of operands that are numbers or of several kinds.</summary>
    public static OperandKinds Of(string type, string? names)
    {
        if (type == "any")
        {
            return new OperandKinds(0x7f, names);
        }

        var mask = 0;
        var alternatives = type.StartsWith("any<", StringComparison.Ordinal) ? SplitTypes(type[4..^1]) : [type];
        foreach (var alternative in alternatives)
        {
            mask |= 1 << (int)Outermost(alternative);
        }

        return new OperandKinds(mask, names);
    }

    /// <summary>Splits at the commas that stand outside of brackets.</summary>
    public static IReadOnlyList<string> SplitTypes(string list)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] is '<' or '[' ? 1 : list[i] is '>' or ']' ? -1 : 0;
            if (depth == 0 && list[i] == ',')
            {
                parts.Add(list[start..i].Trim());
                start = i + 1;
            }
        }

        var last = list[start..].Trim();
        return last.Length == 0 ? parts : [.. parts, last];
    }

    /// <summary>The word for a value's kind in messages.</summary>
    public static string NameOf(RegoKind kind) => kind switch
    {
        RegoKind.Null => "null",
        RegoKind.Boolean => "boolean",
        RegoKind.Number => "number",
        RegoKind.String => "string",
        RegoKind.Array => "array",
        RegoKind.Object => "object",
        _ => "set",
    };

    public bool Allows(RegoKind kind) => (_mask & (1 << (int)kind)) != 0;

    public BuiltinException Refusal(int position, RegoValue operand) =>
        BuiltinException.Operand(position, $"{_rule} but got {NameOf(operand.Kind)}");

    private static RegoKind Outermost(string type) => type switch
    {
        "null" => RegoKind.Null,
        "boolean" => RegoKind.Boolean,
        "number" => RegoKind.Number,
        "string" => RegoKind.String,
        _ when type.StartsWith("array", StringComparison.Ordinal) => RegoKind.Array,
        _ when type.StartsWith("object", StringComparison.Ordinal) => RegoKind.Object,
        _ when type.StartsWith("set", StringComparison.Ordinal) => RegoKind.Set,
        _ => throw new ArgumentException($"unknown type '{type}'", nameof(type)),
    };
}
