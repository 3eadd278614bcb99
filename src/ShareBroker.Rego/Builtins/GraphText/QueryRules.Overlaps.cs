using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <content>
/// Fields that would answer under one name must be the same question (October 2021, §5.3.2). Sets of fields are compared within
/// themselves, with the fragments spread beside them, and those fragments with one another; each pair of fragments once.
/// </content>
internal sealed partial class QueryRules
{
    private readonly Dictionary<(string Left, string Right), bool> _pairs = [];
    private HashSet<string> _comparedFragments = new(StringComparer.Ordinal);

    private void JudgeOverlaps(RegoObject owner)
    {
        if (owner.List("SelectionSet").Count == 0)
        {
            return;
        }

        var set = Collect(owner);
        var conflicts = new List<Conflict>();
        foreach (var fields in set.Names.Select(name => set.Fields[name]))
        {
            for (var i = 0; i < fields.Count; i++)
            {
                for (var j = i + 1; j < fields.Count; j++)
                {
                    AddConflict(conflicts, apart: false, fields[i], fields[j]);
                }
            }
        }

        _comparedFragments = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < set.Spreads.Count; i++)
        {
            CompareWithFragment(conflicts, apart: false, set, set.Spreads[i]);
            for (var j = i + 1; j < set.Spreads.Count; j++)
            {
                CompareFragments(conflicts, apart: false, set.Spreads[i], set.Spreads[j]);
            }
        }

        foreach (var conflict in conflicts)
        {
            Add(conflict.Field, $"Fields \"{conflict.Name}\" conflict because {conflict.Reason()}. Use different aliases on the fields to "
                + "fetch both if this was intentional.");
        }
    }

    private FieldSet Collect(RegoObject owner)
    {
        var set = new FieldSet();
        Collect(owner, set);
        return set;
    }

    private void Collect(RegoObject owner, FieldSet set)
    {
        Enter();
        foreach (var selection in owner.List("SelectionSet"))
        {
            _context.Meter.Step();
            _context.Meter.Allocate(64);
            if (IsField(selection))
            {
                set.Add(ResponseName(selection), selection);
            }
            else if (IsSpread(selection))
            {
                set.Spreads.Add(selection.Text("Name"));
            }
            else
            {
                Collect(selection, set);
            }
        }

        _depth--;
    }

    private static string ResponseName(RegoObject field) => field.Text("Alias") is { Length: > 0 } alias ? alias : field.Text("Name");

    private void CompareWithFragment(List<Conflict> conflicts, bool apart, FieldSet set, string name)
    {
        if (!_comparedFragments.Add(name) || !_fragmentsByName.TryGetValue(name, out var fragment))
        {
            return;
        }

        Enter();
        var other = Collect(fragment);
        if (!set.IsSame(other))
        {
            CompareSets(conflicts, apart, set, other);
            foreach (var spread in other.Spreads.Where(spread => spread != name))
            {
                CompareWithFragment(conflicts, apart, set, spread);
            }
        }

        _depth--;
    }

    private void CompareFragments(List<Conflict> conflicts, bool apart, string left, string right)
    {
        if (left == right || (_pairs.TryGetValue((left, right), out var wasApart) && (apart || !wasApart)))
        {
            return;
        }

        Enter();
        _context.Meter.Allocate(128);
        _pairs[(left, right)] = apart;
        _pairs[(right, left)] = apart;
        if (_fragmentsByName.TryGetValue(left, out var first) && _fragmentsByName.TryGetValue(right, out var second))
        {
            var (leftSet, rightSet) = (Collect(first), Collect(second));
            CompareSets(conflicts, apart, leftSet, rightSet);
            foreach (var spread in rightSet.Spreads)
            {
                CompareFragments(conflicts, apart, left, spread);
            }

            foreach (var spread in leftSet.Spreads)
            {
                CompareFragments(conflicts, apart, spread, right);
            }
        }

        _depth--;
    }

    private void CompareSets(List<Conflict> conflicts, bool apart, FieldSet left, FieldSet right)
    {
        foreach (var name in left.Names)
        {
            _context.Meter.Step();
            foreach (var one in right.Fields.TryGetValue(name, out var others) ? left.Fields[name] : [])
            {
                foreach (var other in others!)
                {
                    AddConflict(conflicts, apart, one, other);
                }
            }
        }
    }

    private void AddConflict(List<Conflict> conflicts, bool apart, RegoObject left, RegoObject right)
    {
        Enter();
        if (FindConflict(apart, left, right) is { } conflict)
        {
            _context.Meter.Allocate(128);
            conflicts.Add(conflict);
        }

        _depth--;
    }

    private Conflict? FindConflict(bool apart, RegoObject left, RegoObject right)
    {
        var (leftParent, leftField) = _fields.GetValueOrDefault(left);
        var (rightParent, rightField) = _fields.GetValueOrDefault(right);
        if (leftParent is null || rightParent is null)
        {
            return null;
        }

        // Objects of two types are never one object, so that their fields may differ in all but type.
        apart = apart || (leftParent.Name != rightParent.Name && leftParent.Kind == "OBJECT" && rightParent.Kind == "OBJECT"
            && leftField is not null && rightField is not null);
        var name = ResponseName(left);
        if (!apart && left.Text("Name") != right.Text("Name"))
        {
            return new Conflict(name, right, $"\"{left.Text("Name")}\" and \"{right.Text("Name")}\" are different fields", []);
        }

        if (!apart && !AreSameArguments(left.List("Arguments"), right.List("Arguments")))
        {
            return new Conflict(name, right, "they have differing arguments", []);
        }

        var (leftType, rightType) = (leftField?.Node("Type"), rightField?.Node("Type"));
        if (leftType is not null && rightType is not null && DoTypesConflict(leftType, rightType))
        {
            return new Conflict(
                name,
                right,
                $"they return conflicting types \"{GraphTypeText.OfType(leftType)}\" and \"{GraphTypeText.OfType(rightType)}\"",
                []);
        }

        var inner = CompareSelections(apart, left, right);
        return inner.Count == 0 ? null : new Conflict(name, right, string.Empty, inner);
    }

    private List<Conflict> CompareSelections(bool apart, RegoObject left, RegoObject right)
    {
        var conflicts = new List<Conflict>();
        var (leftSet, rightSet) = (Collect(left), Collect(right));
        CompareSets(conflicts, apart, leftSet, rightSet);
        foreach (var spread in rightSet.Spreads)
        {
            _comparedFragments = new HashSet<string>(StringComparer.Ordinal);
            CompareWithFragment(conflicts, apart, leftSet, spread);
        }

        foreach (var spread in leftSet.Spreads)
        {
            _comparedFragments = new HashSet<string>(StringComparer.Ordinal);
            CompareWithFragment(conflicts, apart, rightSet, spread);
        }

        foreach (var first in leftSet.Spreads)
        {
            foreach (var second in rightSet.Spreads)
            {
                CompareFragments(conflicts, apart, first, second);
            }
        }

        return conflicts;
    }

    private bool AreSameArguments(List<RegoObject> left, List<RegoObject> right)
    {
        _context.Meter.Work((left.Count + 1L) * (right.Count + 1L) / 4);
        return left.Count == right.Count && left.TrueForAll(one => right.Exists(other => other.Text("Name") == one.Text("Name")
            && one.Node("Value") is { } value && other.Node("Value") is { } otherValue
            && value.Kind() == otherValue.Kind() && value.Text("Raw") == otherValue.Text("Raw")));
    }

    private bool DoTypesConflict(RegoObject left, RegoObject right)
    {
        var (leftElement, rightElement) = (left.Node("Elem"), right.Node("Elem"));
        if (leftElement is not null || rightElement is not null)
        {
            return leftElement is null || rightElement is null || DoTypesConflict(leftElement, rightElement);
        }

        var (leftType, rightType) = (_schema.Find(left.Text("NamedType")), _schema.Find(right.Text("NamedType")));
        return left.Flag("NonNull") != right.Flag("NonNull")
            || (leftType is { Kind: "SCALAR" or "ENUM" } && rightType is { Kind: "SCALAR" or "ENUM" } && leftType.Name != rightType.Name);
    }

    /// <summary>The fields of a selection set by the names they answer under, in order, with the fragments spread in it.</summary>
    private sealed class FieldSet
    {
        public List<string> Names { get; } = [];

        public Dictionary<string, List<RegoObject>> Fields { get; } = new(StringComparer.Ordinal);

        public List<string> Spreads { get; } = [];

        public void Add(string name, RegoObject field)
        {
            if (!Fields.TryGetValue(name, out var fields))
            {
                Fields.Add(name, fields = []);
                Names.Add(name);
            }

            fields.Add(field);
        }

        public bool IsSame(FieldSet other) => Names.SequenceEqual(other.Names)
            && Names.TrueForAll(name => Fields[name].SequenceEqual(other.Fields[name], ReferenceEqualityComparer.Instance));
    }

    private sealed record Conflict(string Name, RegoObject Field, string Message, List<Conflict> Inner)
    {
        public string Reason() => Inner.Count == 0
            ? Message
            : string.Join(" and ", Inner.Select(static inner => $"subfields \"{inner.Name}\" conflict because {inner.Reason()}"));
    }
}
