using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Rules;

/// <summary>One step of the paths that rules live under. A rule hangs where the constant part of its path ends.</summary>
internal sealed class RuleTreeNode
{
    private readonly SortedDictionary<RegoValue, RuleTreeNode> _children = [];

    // There may be thousands of packages beside each other: looking one up does not compare texts.
    private readonly Dictionary<RegoValue, RuleTreeNode> _byKey = [];

    /// <summary>The rules whose constant path ends here; more than one when a document has several definitions.</summary>
    public List<Rule> Rules { get; } = [];

    /// <summary>Whether a module's package path ends here.</summary>
    public bool IsPackage { get; set; }

    /// <summary>The next steps, in the order of values.</summary>
    public IReadOnlyDictionary<RegoValue, RuleTreeNode> Children => _children;

    public RuleTreeNode? Child(RegoValue key) => _byKey.GetValueOrDefault(key);

    public RuleTreeNode ChildOrNew(RegoValue key)
    {
        if (!_byKey.TryGetValue(key, out var child))
        {
            _byKey[key] = _children[key] = child = new RuleTreeNode();
        }

        return child;
    }

    /// <summary>This node and all below it, parents first.</summary>
    public IEnumerable<RuleTreeNode> Descend()
    {
        var open = new Stack<RuleTreeNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node._children.Values.Reverse())
            {
                open.Push(child);
            }
        }
    }
}
