using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>
/// Judges an executable document against a schema by the rules of October 2021, §5. The walk through the document is here; what is asked
/// at each kind of node stands in the other parts, in the order in which the reference library asks.
/// </summary>
internal sealed partial class QueryRules
{
    private const int DepthMax = 300;

    private readonly BuiltinContext _context;
    private readonly QuerySchema _schema;
    private readonly GraphDocument _document;
    private readonly List<RegoObject> _operations;
    private readonly List<RegoObject> _fragments;
    private readonly Dictionary<string, RegoObject> _fragmentsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<RegoObject, (SchemaType? Parent, RegoObject? Definition)> _fields = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _faults = [];
    private HashSet<string> _walked = new(StringComparer.Ordinal);
    private Dictionary<string, RegoObject>? _variables;
    private HashSet<string> _used = new(StringComparer.Ordinal);
    private RegoObject? _operation;
    private int _depth;

    private QueryRules(BuiltinContext context, QuerySchema schema, GraphDocument document)
    {
        _context = context;
        _schema = schema;
        _document = document;
        _operations = document.Tree.List("Operations");
        _fragments = document.Tree.List("Fragments");
        foreach (var fragment in _fragments)
        {
            _fragmentsByName.TryAdd(fragment.Text("Name"), fragment);
        }
    }

    /// <summary>All that is wrong, as one text, or null.</summary>
    public static string? Fault(BuiltinContext context, QuerySchema schema, GraphDocument document)
    {
        var rules = new QueryRules(context, schema, document);
        rules.Walk();
        if (rules._faults.Count == 0)
        {
            return null;
        }

        var place = rules._faults[0].Split(':', 3);
        var text = new StringBuilder(place[2]);
        foreach (var fault in rules._faults.Skip(1))
        {
            text.Append("\ninput:").Append(fault.Replace(":0:0: ", ": ", StringComparison.Ordinal));
        }

        var message = text.Append('\n').ToString().TrimStart(' ');
        message = message.EndsWith(".\n", StringComparison.Ordinal) ? message[..^2] : message;
        return place[0] == "0" ? message : $"{message} in GraphQL query string at location {place[0]}:{place[1]}";
    }

    private void Add(RegoObject node, string message)
    {
        var (line, column) = _document.Places.GetValueOrDefault(node);
        _context.Charge(message.Length * 2L);
        _faults.Add($"{line}:{column}: {message}");
    }

    private void Enter()
    {
        _context.Meter.Step();
        if (++_depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Depth, $"judging GraphQL nests deeper than {DepthMax} levels");
        }
    }

    private void Walk()
    {
        foreach (var operation in _operations)
        {
            _walked = new HashSet<string>(StringComparer.Ordinal);
            WalkOperation(operation);
        }

        foreach (var fragment in _fragments)
        {
            _walked = new HashSet<string>(StringComparer.Ordinal);
            var type = _schema.Find(fragment.Text("TypeCondition"));
            WalkDirectives(fragment.List("Directives"), "FRAGMENT_DEFINITION");
            WalkSelections(type, fragment);
            JudgeFragment(fragment, type);
        }
    }

    private void WalkOperation(RegoObject operation)
    {
        _operation = operation;
        _variables = new Dictionary<string, RegoObject>(StringComparer.Ordinal);
        _used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in operation.List("VariableDefinitions"))
        {
            _context.Meter.Step();
            _variables.TryAdd(variable.Text("Variable"), variable);
            JudgeVariable(variable);
        }

        foreach (var variable in operation.List("VariableDefinitions"))
        {
            if (variable.Node("DefaultValue") is { } value)
            {
                WalkValue(value, variable.Node("Type"), hasDefault: false);
            }

            WalkDirectives(variable.List("Directives"), "VARIABLE_DEFINITION");
        }

        WalkDirectives(operation.List("Directives"), operation.Text("Operation") switch
        {
            "mutation" => "MUTATION",
            "subscription" => "SUBSCRIPTION",
            _ => "QUERY",
        });
        WalkSelections(_schema.Root(operation.Text("Operation")), operation);
        JudgeOperation(operation);
        _operation = null;
        _variables = null;
    }

    private void WalkDirectives(List<RegoObject> directives, string place)
    {
        foreach (var directive in directives)
        {
            _context.Meter.Step();
            var definition = _schema.Directive(directive.Text("Name"));
            WalkArguments(directive, definition);
            JudgeDirective(directive, definition, place);
        }

        JudgeDirectives(directives);
    }

    private void WalkArguments(RegoObject owner, RegoObject? definition)
    {
        foreach (var argument in owner.List("Arguments"))
        {
            _context.Meter.Step();
            var wanted = definition is null ? null : Named(definition.List("Arguments"), argument.Text("Name"));
            if (argument.Node("Value") is { } value)
            {
                WalkValue(value, wanted?.Node("Type"), HasDefault(wanted));
            }
        }
    }

    private RegoObject? Named(List<RegoObject> nodes, string name)
    {
        _context.Meter.Work(nodes.Count / 4);
        return nodes.Find(node => node.Text("Name") == name);
    }

    private static bool HasDefault(RegoObject? definition) =>
        definition?.Node("DefaultValue") is { } value && value.Kind() != GraphTypeText.Null;

    private void WalkValue(RegoObject value, RegoObject? type, bool hasDefault)
    {
        Enter();
        var kind = value.Kind();
        var core = type is null ? null : _schema.Find(GraphTypeText.CoreOf(type));
        if (kind == GraphTypeText.Variable && _variables is not null && _variables.ContainsKey(value.Text("Raw")))
        {
            _used.Add(value.Text("Raw"));
        }

        foreach (var child in kind is GraphTypeText.Object or GraphTypeText.List ? value.List("Children") : [])
        {
            if (child.Node("Value") is not { } inner)
            {
                continue;
            }

            var field = kind == GraphTypeText.Object ? core?.Field(child.Text("Name")) : null;
            WalkValue(inner, kind == GraphTypeText.List ? type?.Node("Elem") : field?.Node("Type"), HasDefault(field));
        }

        JudgeValue(value, kind, type, core, hasDefault);
        _depth--;
    }

    private void WalkSelections(SchemaType? parent, RegoObject owner)
    {
        foreach (var selection in owner.List("SelectionSet"))
        {
            Enter();
            WalkSelection(parent, selection);
            _depth--;
        }
    }

    private void WalkSelection(SchemaType? parent, RegoObject selection)
    {
        if (IsField(selection))
        {
            WalkField(parent, selection);
        }
        else if (IsSpread(selection))
        {
            var name = selection.Text("Name");
            var fragment = _fragmentsByName.GetValueOrDefault(name);
            var type = fragment is null ? null : _schema.Find(fragment.Text("TypeCondition"));
            WalkDirectives(selection.List("Directives"), "FRAGMENT_SPREAD");
            if (fragment is not null && _walked.Add(name))
            {
                WalkDirectives(fragment.List("Directives"), "FRAGMENT_DEFINITION");
                WalkSelections(type, fragment);
            }

            JudgeSpread(selection, fragment, parent);
        }
        else
        {
            var condition = selection.Text("TypeCondition");
            var type = condition.Length > 0 ? _schema.Find(condition) : parent;
            WalkDirectives(selection.List("Directives"), "INLINE_FRAGMENT");
            WalkSelections(type, selection);
            JudgeInline(selection, parent);
        }
    }

    private void WalkField(SchemaType? parent, RegoObject field)
    {
        var name = field.Text("Name");
        var definition = name == "__typename" ? TypeNameField : parent is null ? null : _schema.Field(parent, name);
        _context.Meter.Allocate(64);
        _fields[field] = (parent, definition);
        var type = definition is null ? null : _schema.Find(GraphTypeText.CoreOf(definition.Node("Type")));
        WalkArguments(field, definition);
        WalkDirectives(field.List("Directives"), "FIELD");
        WalkSelections(type, field);
        JudgeField(field, parent, definition, type);
    }

    private static RegoObject TypeNameField { get; } = new GraphNode().With("Name", "__typename")
        .With("Type", new GraphNode().With("NamedType", "String").With("NonNull", flag: false).Build()).Build();

    private static bool IsField(RegoObject selection) => selection.Get(RegoString.Of("Alias")) is not null;

    private static bool IsSpread(RegoObject selection) => !IsField(selection) && selection.Get(RegoString.Of("Name")) is not null;
}
