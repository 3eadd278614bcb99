using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <content>What is asked of operations, fields and directives.</content>
internal sealed partial class QueryRules
{
    private const int IntrospectionDepthMax = 3;

    private readonly HashSet<string> _operationNames = new(StringComparer.Ordinal);
    private readonly HashSet<(string Name, (int Line, int Column) Place)> _misplaced = [];

    private void JudgeVariable(RegoObject variable)
    {
        var name = GraphTypeText.CoreOf(variable.Node("Type"));
        if (_schema.Find(name) is null)
        {
            Add(variable, $"Unknown type \"{name}\".");
        }
    }

    private void JudgeOperation(RegoObject operation)
    {
        var (name, kind, variables) = (operation.Text("Name"), operation.Text("Operation"), operation.List("VariableDefinitions"));
        if (_schema.Root(kind) is null)
        {
            Add(operation, $"Schema does not support operation type \"{kind}\"");
        }

        if (name.Length == 0 && _operations.Count > 1)
        {
            Add(operation, "This anonymous operation must be the only defined operation.");
        }

        foreach (var variable in variables)
        {
            // Of two with one name the second is never the one used.
            var written = variable.Text("Variable");
            if (!_used.Contains(written) || !ReferenceEquals(_variables![written], variable))
            {
                Add(variable, $"Variable \"${written}\" is never used{(name.Length > 0 ? $" in operation \"{name}\"" : string.Empty)}.");
            }
        }

        JudgeOverlaps(operation);
        JudgeSubscription(operation, name, kind);
        if (!_operationNames.Add(name))
        {
            Add(operation, $"There can be only one operation named \"{name}\".");
        }

        JudgeVariableNames(variables);
        foreach (var variable in variables)
        {
            var type = variable.Node("Type");
            if (_schema.Find(GraphTypeText.CoreOf(type)) is { Kind: not ("SCALAR" or "ENUM" or "INPUT_OBJECT") })
            {
                Add(variable, $"Variable \"${variable.Text("Variable")}\" cannot be non-input type \"{GraphTypeText.OfType(type)}\".");
            }
        }
    }

    private void JudgeVariableNames(List<RegoObject> variables)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            var name = variable.Text("Variable");
            seen[name] = seen.GetValueOrDefault(name) + 1;
            if (seen[name] == 2)
            {
                Add(variable, $"There can be only one variable named \"${name}\".");
            }
        }
    }

    private void JudgeSubscription(RegoObject operation, string name, string kind)
    {
        if (kind != "subscription" || _schema.Root(kind) is null)
        {
            return;
        }

        var fields = new List<RegoObject>();
        CollectTopFields(operation, new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), fields);
        var who = name.Length > 0 ? $"Subscription \"{name}\"" : "Anonymous Subscription";
        if (fields.Count > 1)
        {
            Add(fields[1], $"{who} must select only one top level field.");
        }

        foreach (var field in fields.Where(static field => field.Text("Name").StartsWith("__", StringComparison.Ordinal)))
        {
            Add(field, $"{who} must not select an introspection top level field.");
        }
    }

    private void CollectTopFields(RegoObject owner, HashSet<string> names, HashSet<string> fragments, List<RegoObject> fields)
    {
        Enter();
        foreach (var selection in owner.List("SelectionSet"))
        {
            _context.Meter.Step();
            if (IsField(selection))
            {
                if (names.Add(selection.Text("Name")))
                {
                    fields.Add(selection);
                }
            }
            else if (!IsSpread(selection))
            {
                CollectTopFields(selection, names, fragments, fields);
            }
            else if (_fragmentsByName.TryGetValue(selection.Text("Name"), out var fragment) && fragments.Add(selection.Text("Name")))
            {
                CollectTopFields(fragment, names, fragments, fields);
            }
        }

        _depth--;
    }

    private void JudgeField(RegoObject field, SchemaType? parent, RegoObject? definition, SchemaType? type)
    {
        var name = field.Text("Name");
        if (parent is not null && definition is null)
        {
            Add(field, $"Cannot query field \"{name}\" on type \"{parent.Name}\".{Suggestion(parent, name)}");
        }

        if (parent is not null && definition is not null)
        {
            JudgeArgumentNames(field, definition, $"field \"{parent.Name}.{name}\"");
        }

        if (name is "__schema" or "__type" && IsTooDeep(field, [], 0))
        {
            Add(field, "Maximum introspection depth exceeded");
        }

        if (_operation is not null)
        {
            JudgeOverlaps(field);
        }

        if (definition is not null)
        {
            JudgeRequired(field, definition, $"Field \"{name}\"");
        }

        var hasSelections = field.List("SelectionSet").Count > 0;
        var isLeaf = type is { Kind: "SCALAR" or "ENUM" };
        if (type is not null && isLeaf && hasSelections)
        {
            Add(field, $"Field \"{name}\" must not have a selection since type \"{type.Name}\" has no subfields.");
        }
        else if (type is not null && !isLeaf && !hasSelections)
        {
            var shown = GraphTypeText.OfType(definition!.Node("Type"));
            Add(field, $"Field \"{name}\" of type \"{shown}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?");
        }

        JudgeArgumentsUnique(field);
    }

    private string Suggestion(SchemaType parent, string name)
    {
        if (parent.Kind is "INTERFACE" or "UNION")
        {
            var objects = _schema.Possible(parent).Where(type => type.Field(name) is not null).ToList();
            _context.Meter.Work(objects.Count * 4L);
            var counts = objects.SelectMany(static type => type.Interfaces).Where(face => _schema.Find(face)?.Field(name) is not null)
                .CountBy(static face => face, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            List<string> types = [.. counts.Keys, .. objects.Select(static type => type.Name)];
            types = [.. types.OrderByDescending(type => counts.GetValueOrDefault(type))
                .ThenBy(static type => type, StringComparer.Ordinal)];
            return NearNames.Question("Did you mean to use an inline fragment on", types);
        }

        return parent.Kind == "OBJECT" ? NearNames.Question("Did you mean", Near(name, parent.Fields)) : string.Empty;
    }

    private List<string> Near(string name, List<RegoObject> known) =>
        NearNames.Of(_context, name, known.Select(static node => node.Text("Name")));

    private bool IsTooDeep(RegoObject owner, HashSet<string> within, int depth)
    {
        Enter();
        if (IsField(owner) && owner.Text("Name") is "fields" or "interfaces" or "possibleTypes" or "inputFields")
        {
            depth++;
        }

        var found = depth >= IntrospectionDepthMax;
        foreach (var selection in found ? [] : owner.List("SelectionSet"))
        {
            var name = selection.Text("Name");
            if (!IsSpread(selection))
            {
                found |= IsTooDeep(selection, within, depth);
            }
            else if (_fragmentsByName.TryGetValue(name, out var fragment) && within.Add(name))
            {
                found |= IsTooDeep(fragment, within, depth);
                within.Remove(name);
            }
        }

        _depth--;
        return found;
    }

    private void JudgeArgumentNames(RegoObject owner, RegoObject definition, string where)
    {
        var known = definition.List("Arguments");
        foreach (var argument in owner.List("Arguments"))
        {
            var name = argument.Text("Name");
            if (Named(known, name) is null)
            {
                Add(owner, $"Unknown argument \"{name}\" on {where}.{NearNames.Question("Did you mean", Near(name, known))}");
            }
        }
    }

    private void JudgeRequired(RegoObject owner, RegoObject definition, string who)
    {
        foreach (var wanted in definition.List("Arguments"))
        {
            _context.Meter.Step();
            if (DirectiveRules.IsRequired(wanted) && Named(owner.List("Arguments"), wanted.Text("Name")) is null)
            {
                var type = GraphTypeText.OfType(wanted.Node("Type"));
                Add(owner, $"{who} argument \"{wanted.Text("Name")}\" of type \"{type}\" is required, but it was not provided.");
            }
        }
    }

    private void JudgeArgumentsUnique(RegoObject owner)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var argument in owner.List("Arguments"))
        {
            var name = argument.Text("Name");
            seen[name] = seen.GetValueOrDefault(name) + 1;
            if (seen[name] == 2)
            {
                Add(argument, $"There can be only one argument named \"{name}\".");
            }
        }
    }

    private void JudgeDirective(RegoObject directive, RegoObject? definition, string place)
    {
        var name = directive.Text("Name");
        if (definition is null)
        {
            Add(directive, $"Unknown directive \"@{name}\".");
        }
        else
        {
            JudgeArgumentNames(directive, definition, $"directive \"@{name}\"");
            if (!definition.Texts("Locations").Contains(place)
                && _misplaced.Add((name, _document.Places.GetValueOrDefault(directive))))
            {
                Add(directive, $"Directive \"@{name}\" may not be used on {place}.");
            }

            JudgeRequired(directive, definition, $"Directive \"@{name}\"");
        }

        JudgeArgumentsUnique(directive);
    }

    private void JudgeDirectives(List<RegoObject> directives)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directive in directives)
        {
            var name = directive.Text("Name");
            if (!seen.Add(name) && _schema.Directive(name)?.Flag("IsRepeatable") is not true)
            {
                Add(directive, $"The directive \"@{name}\" can only be used once at this location.");
            }
        }
    }
}
