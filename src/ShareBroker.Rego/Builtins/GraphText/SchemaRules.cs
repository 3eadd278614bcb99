using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Judges a type system document, together with the scalars and directives that every schema has, by the rules of October 2021,
/// §3.</summary>
internal sealed class SchemaRules
{
    private static readonly HashSet<string> Scalars = ["Int", "Float", "String", "Boolean", "ID"];

    private readonly BuiltinContext _context;
    private readonly SchemaTypes _types;
    private readonly DirectiveRules _directives;

    private SchemaRules(BuiltinContext context, RegoObject document)
    {
        _context = context;
        _types = new SchemaTypes(context, document);
        _directives = new DirectiveRules(context, document);
    }

    /// <summary>Whether the document breaks no rule.</summary>
    public static bool Accepts(BuiltinContext context, RegoObject document)
    {
        var rules = new SchemaRules(context, document);
        return rules._types.AreConsistent && rules._directives.AreUnique && rules.RootsExist(document)
            && rules._types.All.All(rules.AcceptsType) && rules._directives.All.All(rules.AcceptsDirective);
    }

    private static bool IsPlainName(string name) => !name.StartsWith("__", StringComparison.Ordinal);

    private bool RootsExist(RegoObject document)
    {
        var schemas = document.List("Schema");
        return schemas.Count <= 1
            && schemas.Concat(document.List("SchemaExtension")).SelectMany(static schema => schema.List("OperationTypes"))
                .All(root => _types.KindOf(root.Text("Type")) is not null);
    }

    private bool AcceptsDirective(RegoObject directive) =>
        IsPlainName(directive.Text("Name")) && AcceptsInputs(directive, directive.Text("Name"));

    private bool AcceptsType(SchemaType type)
    {
        _context.Meter.Step();
        return IsPlainName(type.Name)
            && type.Fields.All(field => AcceptsField(type, field))
            && type.Members.All(member => _types.KindOf(member) == "OBJECT")
            && type.Interfaces.All(face => Implements(type, face))
            && AcceptsShape(type)
            && _directives.Accepts(type.Directives, type.Kind, null);
    }

    private bool AcceptsShape(SchemaType type) => type.Kind switch
    {
        "OBJECT" or "INTERFACE" or "INPUT_OBJECT" =>
            type.Fields.Count > 0 && AreUnique(type.Fields.Select(static field => field.Text("Name"))),
        "ENUM" => type.Values.Count > 0
            && type.Values.All(static value => value.Text("Name") is not ("true" or "false" or "null")),
        _ => true,
    };

    private bool AreUnique(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.All(name =>
        {
            _context.Meter.Step();
            return seen.Add(name);
        });
    }

    private bool AcceptsField(SchemaType type, RegoObject field)
    {
        _context.Meter.Step();
        var isInput = type.Kind == "INPUT_OBJECT";
        var kind = _types.KindOf(SchemaTypes.NamedType(field));
        return IsPlainName(field.Text("Name"))
            && kind is not null
            && (isInput ? IsInput(kind) : kind != "INPUT_OBJECT")
            && AcceptsInputs(field, null)
            && _directives.Accepts(field.List("Directives"), isInput ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION", null);
    }

    private bool AcceptsInputs(RegoObject owner, string? directive) => owner.List("Arguments").All(argument =>
    {
        _context.Meter.Step();
        return IsPlainName(argument.Text("Name"))
            && IsInput(_types.KindOf(SchemaTypes.NamedType(argument)))
            && _directives.Accepts(argument.List("Directives"), "ARGUMENT_DEFINITION", directive);
    });

    private static bool IsInput(string? kind) => kind is "SCALAR" or "ENUM" or "INPUT_OBJECT";

    private bool Implements(SchemaType type, string name)
    {
        if (_types.Find(name) is not { Kind: "INTERFACE" } face)
        {
            return false;
        }

        _context.Meter.Work((face.Fields.Count + 1L) * (type.Fields.Count + 1L));
        return face.Fields.All(wanted => type.Fields.Find(field => field.Text("Name") == wanted.Text("Name")) is { } found
                && _types.IsCovariant(wanted.Get(RegoString.Of("Type")), found.Get(RegoString.Of("Type")))
                && AcceptArgumentsOf(wanted, found))
            && face.Interfaces.All(type.Interfaces.Contains);
    }

    private static bool AcceptArgumentsOf(RegoObject wanted, RegoObject found)
    {
        var (wantedArguments, foundArguments) = (wanted.List("Arguments"), found.List("Arguments"));
        return wantedArguments.All(argument => foundArguments.Find(other => other.Text("Name") == argument.Text("Name")) is { } other
                && Equals(other.Get(RegoString.Of("Type")), argument.Get(RegoString.Of("Type"))))
            && foundArguments.All(argument => !DirectiveRules.IsRequired(argument)
                || wantedArguments.Exists(other => other.Text("Name") == argument.Text("Name")));
    }

    /// <summary>The kind of a type that every schema has, or null.</summary>
    internal static string? BuiltInKind(string name) => Scalars.Contains(name) ? "SCALAR" : null;
}
