using System.Globalization;
using ShareBroker.Rego.Builtins.Patterns;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <content>The keywords that limit numbers, texts, objects and arrays, and those that list values.</content>
internal sealed partial class SchemaReader
{
    private static void ReadNumber(RegoObject schema, string keyword, Action<RegoNumber> set)
    {
        if (Member(schema, keyword) is { } value)
        {
            set(value as RegoNumber ?? throw SchemaFaults.MustBeOfA(keyword, "Number"));
        }
    }

    private void ReadNumberLimits(SchemaNode node, RegoObject schema)
    {
        if (Member(schema, "multipleOf") is { } multiple)
        {
            node.MultipleOf = multiple as RegoNumber ?? throw SchemaFaults.InvalidType("Number", "multipleOf");
            if (node.MultipleOf.CompareTo(RegoNumber.Zero) <= 0)
            {
                throw BuiltinException.Failed("multipleOf must be strictly greater than 0");
            }
        }

        ReadNumber(schema, "minimum", value => node.Minimum = value);
        (node.Minimum, node.ExclusiveMinimum) = Exclusive(schema, "exclusiveMinimum", "minimum", node.Minimum);
        ReadNumber(schema, "maximum", value => node.Maximum = value);
        (node.Maximum, node.ExclusiveMaximum) = Exclusive(schema, "exclusiveMaximum", "maximum", node.Maximum);
    }

    // In draft 4 the keyword is a flag on the plain limit, later a limit of its own.
    private (RegoNumber? Plain, RegoNumber? Exclusive) Exclusive(RegoObject schema, string keyword, string plainKeyword, RegoNumber? plain)
    {
        switch (Member(schema, keyword))
        {
            case null:
                return (plain, null);
            case RegoBoolean flag when _draft is SchemaDraft.Draft4 or SchemaDraft.Mixed:
                return plain is null ? throw SchemaFaults.CannotBeUsedWithout(keyword, plainKeyword)
                    : flag.Value ? (null, plain)
                    : (plain, null);
            case RegoNumber limit when _draft != SchemaDraft.Draft4:
                return (plain, limit);
            default:
                throw SchemaFaults.InvalidType(
                    _draft switch
                    {
                        SchemaDraft.Draft4 => "boolean",
                        SchemaDraft.Mixed => "boolean/number",
                        _ => "number",
                    },
                    keyword);
        }
    }

    private static int? Count(RegoObject schema, string keyword)
    {
        if (Member(schema, keyword) is not { } value)
        {
            return null;
        }

        if (value is not RegoNumber number
            || !long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
        {
            throw SchemaFaults.MustBeOfAn(keyword, "integer");
        }

        return count >= 0
            ? (int)Math.Min(count, int.MaxValue)
            : throw BuiltinException.Failed($"{keyword} must be greater than or equal to 0");
    }

    private void ReadTextLimits(SchemaNode node, RegoObject schema)
    {
        node.LengthMin = Count(schema, "minLength");
        node.LengthMax = Count(schema, "maxLength");
        if (node.LengthMin > node.LengthMax)
        {
            throw SchemaFaults.CannotBeGreater("minLength", "maxLength");
        }

        if (Text(schema, "pattern") is { } pattern)
        {
            node.PatternText = pattern;
            node.Pattern = Compile(pattern) ?? throw BuiltinException.Failed("pattern must be a valid regex");
        }

        node.Format = Text(schema, "format") ?? string.Empty;
    }

    private Pattern? Compile(string pattern)
    {
        try
        {
            return Pattern.Parse(pattern, _context.Meter);
        }
        catch (PatternSyntaxException)
        {
            return null;
        }
    }

    private static void ReadObjectLimits(SchemaNode node, RegoObject schema)
    {
        node.PropertiesMin = Count(schema, "minProperties");
        node.PropertiesMax = Count(schema, "maxProperties");
        if (node.PropertiesMin > node.PropertiesMax)
        {
            throw SchemaFaults.CannotBeGreater("minProperties", "maxProperties");
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in List(schema, "required"))
        {
            var name = member is RegoString text ? text.Value : throw SchemaFaults.InvalidType("string", "required");
            node.Required.Add(known.Add(name) ? name : throw SchemaFaults.MustBeUnique("required"));
        }
    }

    private void ReadArrayLimits(SchemaNode node, RegoObject schema)
    {
        node.ItemsMin = Count(schema, "minItems");
        node.ItemsMax = Count(schema, "maxItems");
        node.IsUnique = Member(schema, "uniqueItems") switch
        {
            null => false,
            RegoBoolean flag => flag.Value,
            _ => throw SchemaFaults.MustBeOfA("uniqueItems", "boolean"),
        };
        if (_draft >= SchemaDraft.Draft6 && Member(schema, "contains") is { } contains)
        {
            node.Contains = Read(contains);
        }
    }

    private void ReadValues(SchemaNode node, RegoObject schema)
    {
        if (_draft >= SchemaDraft.Draft6 && Member(schema, "const") is { } constant)
        {
            node.Constant = CanonicalJson.Write(_context, constant);
        }

        if (Member(schema, "enum") is null)
        {
            return;
        }

        node.Values = [];
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in List(schema, "enum"))
        {
            var text = CanonicalJson.Write(_context, member);
            node.Values.Add(known.Add(text) ? text : throw SchemaFaults.MustBeUnique("enum"));
        }
    }
}
