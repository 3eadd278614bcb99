using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>References: through the tree of documents, and into values.</summary>
internal sealed partial class Walk
{
    private Leaving? Read(Reading reading)
    {
        switch (reading.Reference.Head)
        {
            case Term.Var { Name: "data" }:
                return ReadTree(reading, [], _run.Rules.Root);
            case Term.Var { Name: "input" }:
                return _scope.Input is { } input ? ReadValue(reading, 0, Bindings.Constant(input), reading.Home) : null;
            default:
                var (term, home) = reading.Home.Apply(reading.Reference.Head);
                return term is Term.Var ? null : ReadValue(reading, 0, term, home);
        }
    }

    private Leaving? ReadTree(Reading reading, RegoValue[] path, RuleTreeNode? node)
    {
        if (path.Length == reading.Operands.Count)
        {
            return Extent(path, node) is { } value
                ? Unify(reading.Other, reading.OtherHome, Bindings.Constant(value), reading.Home, reading.Then)
                : null;
        }

        return reading.Home.Ground(reading.Operands[path.Length]) is { } key
            ? ReadTreeAt(reading, path, node, key)
            : ReadTreeAll(reading, path, node);
    }

    private Leaving? ReadTreeAt(Reading reading, RegoValue[] path, RuleTreeNode? node, RegoValue key)
    {
        RegoValue[] next = [.. path, key];
        var child = _scope.Hides(next) ? null : node?.Child(key);
        return child is { Rules.Count: > 0 } ? ReadRules(reading, next, child) : ReadTree(reading, next, child);
    }

    private Leaving? ReadTreeAll(Reading reading, RegoValue[] path, RuleTreeNode? node)
    {
        var operand = reading.Operands[path.Length];
        Leaving? deferred = null;
        var keys = KeysOf(_scope.BaseAt(path));
        foreach (var key in keys)
        {
            var leaving = Unify(Bindings.Constant(key), reading.Home, operand, reading.Home, () => ReadTreeAt(reading, path, node, key));
            if (leaving is { IsDeferred: false })
            {
                return leaving;
            }

            deferred ??= leaving;
        }

        foreach (var key in deferred is null && node is not null ? node.Children.Keys.Except(keys) : [])
        {
            if (Unify(Bindings.Constant(key), reading.Home, operand, reading.Home, () =>
                ReadTreeAt(reading, path, node, key)) is { } leaving)
            {
                return leaving;
            }
        }

        return deferred;
    }

    private static RegoValue[] KeysOf(RegoValue? value) => value switch
    {
        RegoArray array => [.. Enumerable.Range(0, array.Count).Select(static index => (RegoValue)RegoNumber.Of(index))],
        RegoObject obj => obj.Keys.ToArray(),
        RegoSet set => set.Items.ToArray(),
        _ => [],
    };

    private RegoValue? Extent(RegoValue[] path, RuleTreeNode? node) =>
        Documents.Merge(_scope.BaseAt(path), node is null ? null : Leaves(path, node));

    private RegoObject Leaves(RegoValue[] path, RuleTreeNode node)
    {
        var leaves = new RegoObject.Builder();
        foreach (var (key, child) in node.Children)
        {
            RegoValue[] place = [.. path, key];
            RegoValue? value = null;
            if (child.Rules.Count == 0)
            {
                value = Leaves(place, child);
            }
            else
            {
                var leaf = new Term.Var(Location.None, $"$leaf{_number}");
                var reference = new Term.Ref(Location.None, new Term.Var(Location.None, "data"), [.. place.Select(Bindings.Constant)]);
                Unify(reference, Bindings, leaf, Bindings, () =>
                {
                    value = Bindings.Ground(leaf);
                    return null;
                });
            }

            if (value is not null)
            {
                leaves.Set(key, value);
            }
        }

        return leaves.Build();
    }

    private Leaving? ReadValue(Reading reading, int at, Term term, Bindings home)
    {
        if (at == reading.Operands.Count)
        {
            return Unify(term, home, reading.Other, reading.OtherHome, reading.Then);
        }

        if (home.Ground(term) is not { } value)
        {
            return null;
        }

        if (reading.Home.Ground(reading.Operands[at]) is { } only)
        {
            return ReadMember(reading, at, value, only);
        }

        Leaving? deferred = null;
        foreach (var key in KeysOf(value))
        {
            var leaving = Unify(
                Bindings.Constant(key), home, reading.Operands[at], reading.Home, () => ReadMember(reading, at, value, key));
            if (leaving is { IsDeferred: false })
            {
                return leaving;
            }

            deferred ??= leaving;
        }

        return deferred;
    }

    private Leaving? ReadMember(Reading reading, int at, RegoValue value, RegoValue key) =>
        Documents.Get(value, key) is { } member ? ReadValue(reading, at + 1, Bindings.Constant(member), reading.Home) : null;
}
