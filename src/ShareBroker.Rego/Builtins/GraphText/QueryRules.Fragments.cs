using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <content>What is asked of fragments and of the places where they are spread.</content>
internal sealed partial class QueryRules
{
    private readonly HashSet<string> _spreadInOperations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fragmentsJudged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fragmentNames = new(StringComparer.Ordinal);
    private bool _areFragmentsBegun;

    private static bool IsComposite(SchemaType type) => type.Kind is "OBJECT" or "INTERFACE" or "UNION";

    private void JudgeInline(RegoObject inline, SchemaType? parent)
    {
        var condition = inline.Text("TypeCondition");
        var type = _schema.Find(condition);
        if (type is not null && !IsComposite(type))
        {
            Add(inline, $"Fragment cannot condition on non composite type \"{condition}\".");
        }

        if (type is null && condition.Length > 0)
        {
            Add(inline, $"Unknown type \"{condition}\".");
        }

        JudgeOverlaps(inline);
        if (!CanBe(parent, type))
        {
            Add(inline, $"Fragment cannot be spread here as objects of type \"{parent!.Name}\" can never be of type \"{condition}\".");
        }
    }

    private void JudgeSpread(RegoObject spread, RegoObject? fragment, SchemaType? parent)
    {
        var name = spread.Text("Name");
        if (fragment is null)
        {
            Add(spread, $"Unknown fragment \"{name}\".");
        }

        if (!_areFragmentsBegun)
        {
            _spreadInOperations.Add(name);
        }

        var condition = fragment?.Text("TypeCondition");
        if (condition is not null && !CanBe(parent, _schema.Find(condition)))
        {
            Add(spread, $"Fragment \"{name}\" cannot be spread here as objects of type \"{parent!.Name}\" can never be of type "
                + $"\"{condition}\".");
        }
    }

    private bool CanBe(SchemaType? parent, SchemaType? type)
    {
        if (parent is null || type is null || !IsComposite(parent) || !IsComposite(type))
        {
            return true;
        }

        IReadOnlyList<SchemaType> parents = parent.Kind == "OBJECT" ? [parent] : _schema.Possible(parent);
        _context.Meter.Work(parents.Count);
        var names = parents.Select(static one => one.Name).ToHashSet(StringComparer.Ordinal);
        return _schema.Possible(type).Any(one => names.Contains(one.Name));
    }

    private void JudgeFragment(RegoObject fragment, SchemaType? type)
    {
        var (name, condition) = (fragment.Text("Name"), fragment.Text("TypeCondition"));
        if (type is not null && !IsComposite(type))
        {
            Add(fragment, $"Fragment \"{name}\" cannot condition on non composite type \"{condition}\".");
        }

        if (type is null)
        {
            var near = NearNames.Of(_context, condition, _schema.TypeNames);
            Add(fragment, $"Unknown type \"{condition}\".{NearNames.Question("Did you mean", near)}");
        }

        JudgeCycles(fragment, []);
        _areFragmentsBegun = true;
        if (!_spreadInOperations.Contains(name))
        {
            Add(fragment, $"Fragment \"{name}\" is never used.");
        }

        JudgeOverlaps(fragment);
        if (!_fragmentNames.Add(name))
        {
            Add(fragment, $"There can be only one fragment named \"{name}\".");
        }
    }

    // The path holds the fragments on the way with the spread that led out of each.
    private void JudgeCycles(RegoObject fragment, List<(string Fragment, string Spread)> path)
    {
        var name = fragment.Text("Name");
        if (!_fragmentsJudged.Add(name))
        {
            return;
        }

        Enter();
        foreach (var spread in SpreadsIn(fragment))
        {
            var target = spread.Text("Name");
            var start = path.FindIndex(step => step.Fragment == target);
            start = target == name ? path.Count : start;
            if (start >= 0)
            {
                var via = path.Skip(start).Select(static step => $"\"{step.Spread}\"").ToList();
                Add(spread, $"Cannot spread fragment \"{target}\" within itself{(via.Count > 0 ? $" via {string.Join(", ", via)}" : "")}.");
            }
            else if (_fragmentsByName.TryGetValue(target, out var next))
            {
                path.Add((name, target));
                JudgeCycles(next, path);
                path.RemoveAt(path.Count - 1);
            }
        }

        _depth--;
    }

    private List<RegoObject> SpreadsIn(RegoObject fragment)
    {
        var spreads = new List<RegoObject>();
        var open = new Stack<RegoObject>([fragment]);
        while (open.TryPop(out var owner))
        {
            foreach (var selection in owner.List("SelectionSet"))
            {
                _context.Meter.Step();
                if (IsSpread(selection))
                {
                    spreads.Add(selection);
                }
                else
                {
                    open.Push(selection);
                }
            }
        }

        return spreads;
    }
}
