using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>One step of the document tree below <c>data</c>, with the type that rules give the document there.</summary>
internal sealed class TypeNode
{
    private RegoType? _extent;

    public RegoType? Type { get; private set; }

    public SortedDictionary<RegoValue, TypeNode> Children { get; } = [];

    /// <summary>The type of the whole document: what rules define, and whatever base data may lie beside it.</summary>
    public RegoType Extent() => Type ?? (_extent ??= OfChildren());

    /// <summary>Sets the type at a path, whatever was there.</summary>
    public void Put(IEnumerable<RegoValue> path, RegoType type)
    {
        _extent = null;
        path.Aggregate(this, static (node, key) => node.ChildOrNew(key)).Type = type;
    }

    private RegoType OfChildren()
    {
        var known = new SortedDictionary<RegoValue, RegoType?>();
        foreach (var (key, child) in Children)
        {
            if (key is RegoString or RegoNumber or RegoBoolean)
            {
                known[key] = child.Extent();
            }
        }

        return Types.Object(known, Types.String, Types.Anything);
    }

    /// <summary>Adds a type at a path: beside what other rules define there, and inside of objects defined above it.</summary>
    public void Insert(IReadOnlyList<RegoValue> path, RegoType type)
    {
        var node = this;
        _extent = null;
        for (var i = 0; i < path.Count; i++)
        {
            node = node.ChildOrNew(path[i]);
            if (i + 1 < path.Count && node.Type is RegoType.Object around)
            {
                node.Type = Into(around, path, i + 1, type);
            }
        }

        node.Type = Merge(node.Type, type);
        if (type is RegoType.Object)
        {
            foreach (var (below, leaf) in node.Leaves())
            {
                if (node.Type is RegoType.Object whole)
                {
                    node.Type = Into(whole, below, 0, leaf);
                }
            }
        }
    }

    // Who asks for a child is about to change it or what is below it, and so what lies here.
    private TypeNode ChildOrNew(RegoValue key)
    {
        if (!Children.TryGetValue(key, out var child))
        {
            Children[key] = child = new TypeNode();
        }

        child._extent = null;
        return child;
    }

    private IEnumerable<(IReadOnlyList<RegoValue> Path, RegoType Type)> Leaves()
    {
        var open = new Stack<(IReadOnlyList<RegoValue> Path, TypeNode Node)>(
            Children.Select(static pair => ((IReadOnlyList<RegoValue>)[pair.Key], pair.Value)));
        while (open.TryPop(out var step))
        {
            if (step.Node.Type is { } type)
            {
                yield return (step.Path, type);
                continue;
            }

            foreach (var (key, child) in step.Node.Children)
            {
                open.Push(([.. step.Path, key], child));
            }
        }
    }

    private static RegoType Into(RegoType.Object around, IReadOnlyList<RegoValue> path, int at, RegoType type)
    {
        var value = type;
        for (var i = path.Count - 1; i > at; i--)
        {
            value = Types.Object(Types.Of(path[i]), value);
        }

        return Types.Object(around.Known, Types.Or(around.Key, Types.Of(path[at])), Types.Or(around.Value, value));
    }

    private static RegoType? Merge(RegoType? a, RegoType? b)
    {
        if (a is RegoType.Object { Known.Count: 0 } x && b is RegoType.Object { Known.Count: 0 } y)
        {
            return Types.Object(Types.Or(x.Key, y.Key), Merge(x.Value, y.Value));
        }

        return a is RegoType.Set s && b is RegoType.Set t ? Types.Set(Types.Or(s.Of, t.Of)) : Types.Or(a, b);
    }
}
