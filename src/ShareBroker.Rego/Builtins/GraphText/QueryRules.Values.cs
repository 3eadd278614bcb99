using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <content>What is asked of values.</content>
internal sealed partial class QueryRules
{
    private void JudgeValue(RegoObject value, int kind, RegoObject? type, SchemaType? core, bool hasDefault)
    {
        if (kind == GraphTypeText.Variable && _operation is not null && !_variables!.ContainsKey(value.Text("Raw")))
        {
            var name = _operation.Text("Name");
            Add(value,
                $"Variable \"{GraphTypeText.OfValue(value)}\" is not defined{(name.Length > 0 ? $" by operation \"{name}\"" : "")}.");
        }

        if (kind == GraphTypeText.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var child in value.List("Children").Where(child => !seen.Add(child.Text("Name"))))
            {
                Add(child, $"There can be only one input field named \"{child.Text("Name")}\".");
            }
        }

        if (type is not null && core is not null)
        {
            JudgeTyped(value, kind, type, core);
        }

        if (kind == GraphTypeText.Variable && type is not null)
        {
            JudgePosition(value, type, hasDefault);
        }

        if (kind == GraphTypeText.Object && core is not null && core.Directives.Exists(static used => used.Text("Name") == "oneOf"))
        {
            JudgeOneOf(value, core);
        }
    }

    private void JudgeTyped(RegoObject value, int kind, RegoObject type, SchemaType core)
    {
        var shown = GraphTypeText.OfValue(value);
        _context.Charge(shown.Length);
        if (kind == GraphTypeText.Null && type.Flag("NonNull"))
        {
            Add(value, $"Expected value of type \"{GraphTypeText.OfType(type)}\", found {shown}.");
        }

        if (core.Kind == "SCALAR" && core.Name is not ("Int" or "Float" or "String" or "Boolean" or "ID"))
        {
            return;
        }

        if (!IsReadable(value))
        {
            Add(value, Unexpected(value, type, core));
        }

        var isWrong = kind switch
        {
            GraphTypeText.List => type.Node("Elem") is null,
            GraphTypeText.Integer => core.Name is not ("Int" or "Float" or "ID"),
            GraphTypeText.Float => core.Name != "Float",
            GraphTypeText.Boolean => core.Name != "Boolean",
            GraphTypeText.Text or GraphTypeText.Block => core.Kind != "ENUM" && core.Name is not ("String" or "ID"),
            GraphTypeText.Enum => core.Kind != "ENUM",
            _ => false,
        };
        if (isWrong)
        {
            Add(value, Unexpected(value, type, core));
        }
        else if (core.Kind == "ENUM" && kind is GraphTypeText.Text or GraphTypeText.Block or GraphTypeText.Enum)
        {
            JudgeEnum(value, kind, type, core);
        }
        else if (kind == GraphTypeText.Object)
        {
            JudgeMembers(value, core);
        }
    }

    private void JudgeEnum(RegoObject value, int kind, RegoObject type, SchemaType core)
    {
        var (raw, shown, typeText) = (value.Text("Raw"), GraphTypeText.OfValue(value), GraphTypeText.OfType(type));
        if (kind == GraphTypeText.Enum && Named(core.Values, raw) is not null)
        {
            return;
        }

        var question = NearNames.Question("Did you mean the enum value", Near(raw, core.Values));
        Add(value, kind == GraphTypeText.Enum
            ? $"Value \"{shown}\" does not exist in \"{typeText}\" enum.{question}"
            : $"Enum \"{typeText}\" cannot represent non-enum value: {shown}.{question}");
    }

    private void JudgeMembers(RegoObject value, SchemaType core)
    {
        var children = value.List("Children");
        var given = children.Select(static child => child.Text("Name")).ToHashSet(StringComparer.Ordinal);
        foreach (var field in core.Fields)
        {
            _context.Meter.Step();
            if (DirectiveRules.IsRequired(field) && !given.Contains(field.Text("Name")))
            {
                var type = GraphTypeText.OfType(field.Node("Type"));
                Add(value, $"Field \"{core.Name}.{field.Text("Name")}\" of required type \"{type}\" was not provided.");
            }
        }

        foreach (var child in children)
        {
            var name = child.Text("Name");
            if (core.Field(name) is null)
            {
                var question = NearNames.Question("Did you mean", Near(name, core.Fields));
                Add(child, $"Field \"{name}\" is not defined by type \"{core.Name}\".{question}");
            }
        }
    }

    private void JudgeOneOf(RegoObject value, SchemaType core)
    {
        if (value.List("Children") is not [var only])
        {
            Add(value, $"OneOf Input Object \"{core.Name}\" must specify exactly one key.");
        }
        else if (only.Node("Value") is not { } inner || inner.Kind() == GraphTypeText.Null)
        {
            Add(value, $"Field \"{core.Name}.{only.Text("Name")}\" must be non-null.");
        }
        else if (inner.Kind() == GraphTypeText.Variable && _variables?.GetValueOrDefault(inner.Text("Raw")) is { } variable
            && variable.Node("Type") is { } type && !type.Flag("NonNull"))
        {
            Add(variable, $"Variable \"{GraphTypeText.OfValue(inner)}\" is of type \"{GraphTypeText.OfType(type)}\" but must be "
                + $"non-nullable to be used for OneOf Input Object \"{core.Name}\".");
        }
    }

    private void JudgePosition(RegoObject value, RegoObject type, bool hasDefault)
    {
        if (_variables?.GetValueOrDefault(value.Text("Raw")) is not { } variable || variable.Node("Type") is not { } given)
        {
            return;
        }

        var wantsNonNull = type.Flag("NonNull") && !hasDefault && !HasDefault(variable);
        if (!GraphTypeText.IsCompatible(given, type, wantsNonNull))
        {
            Add(value, $"Variable \"{GraphTypeText.OfValue(value)}\" of type \"{GraphTypeText.OfType(given)}\" used in position "
                + $"expecting type \"{GraphTypeText.OfType(type)}\".");
        }
    }

    private static bool IsReadable(RegoObject value) => value.Kind() switch
    {
        GraphTypeText.Integer => long.TryParse(value.Text("Raw"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        GraphTypeText.Float => double.TryParse(value.Text("Raw"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number),
        GraphTypeText.List or GraphTypeText.Object =>
            value.List("Children").TrueForAll(static child => child.Node("Value") is not { } inner || IsReadable(inner)),
        _ => true,
    };

    private static string Unexpected(RegoObject value, RegoObject type, SchemaType core)
    {
        var shown = GraphTypeText.OfValue(value);
        var typeText = GraphTypeText.OfType(type);
        switch (typeText)
        {
            case "Int" or "Int!":
                var raw = value.Text("Raw");
                var digits = raw.StartsWith('-') ? raw.AsSpan(1) : raw.AsSpan();
                var isTooLarge = digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9')
                    && !int.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
                return $"Int cannot represent non{(isTooLarge ? " 32-bit signed integer" : "-integer")} value: {shown}";
            case "String" or "String!" or "[String]":
                return $"String cannot represent a non string value: {shown}";
            case "Boolean" or "Boolean!":
                return $"Boolean cannot represent a non boolean value: {shown}";
            case "Float" or "Float!":
                return $"Float cannot represent non numeric value: {shown}";
            case "ID" or "ID!":
                return $"ID cannot represent a non-string and non-integer value: {shown}";
            default:
                return core.Kind == "ENUM"
                    ? $"Enum \"{typeText}\" cannot represent non-enum value: {shown}."
                    : $"Expected value of type \"{typeText}\", found {shown}.";
        }
    }
}
