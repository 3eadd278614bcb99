using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rules;

/// <summary>
/// What references to <c>data</c> may read, as numbers of definitions or of groups of them. Many references to many definitions share one
/// group, so the edges of a graph grow with the text and not with its square.
/// </summary>
internal sealed class RuleReach
{
    // What is as short as this is written out.
    private const int GroupMin = 8;

    private readonly RuleTree _tree;
    private readonly Func<Rule, IEnumerable<int>> _numbersOf;
    private readonly int _firstGroup;
    private readonly List<int[]> _groups = [];
    private readonly Dictionary<RuleTreeNode, int[]> _at = [];
    private readonly Dictionary<RuleTreeNode, int[]> _below = [];
    private readonly Dictionary<(RuleTreeNode Node, string Tail), int[]> _open = [];

    /// <summary>Starts without groups.</summary>
    /// <param name="tree">Where the definitions are.</param>
    /// <param name="numbersOf">The numbers of a definition and of its else branches.</param>
    /// <param name="firstGroup">The number of the first group, beyond those of all definitions.</param>
    public RuleReach(RuleTree tree, Func<Rule, IEnumerable<int>> numbersOf, int firstGroup) =>
        (_tree, _numbersOf, _firstGroup) = (tree, numbersOf, firstGroup);

    /// <summary>The members of each group, in the order of their numbers.</summary>
    public IReadOnlyList<int[]> Groups => _groups;

    /// <summary>What any of these references may read: over it, at it and below it.</summary>
    /// <param name="references">The operands behind <c>data</c>, of each.</param>
    /// <returns>Numbers of definitions and groups, ascending, each once.</returns>
    public int[] Of(IEnumerable<IReadOnlyList<Term>> references)
    {
        var found = new List<int>();
        foreach (var operands in references)
        {
            Gather(_tree.Root, operands, 0, found);
        }

        return Ascending(found);
    }

    private void Gather(RuleTreeNode node, IReadOnlyList<Term> operands, int at, List<int> found)
    {
        for (; at < operands.Count; at++)
        {
            if (WrittenValue.Of(operands[at]) is not { } key)
            {
                found.AddRange(Open(node, operands, at));
                return;
            }

            if (node.Child(key) is not { } child)
            {
                return;
            }

            found.AddRange(At(child));
            node = child;
        }

        found.AddRange(Below(node));
    }

    // Behind a part that is known only later, every child may be meant.
    private int[] Open(RuleTreeNode node, IReadOnlyList<Term> operands, int at)
    {
        var tail = string.Join('.', operands.Skip(at).Select(static operand => WrittenValue.Of(operand) is { } key ? key.ToString() : "_"));
        if (!_open.TryGetValue((node, tail), out var known))
        {
            var found = new List<int>();
            foreach (var child in node.Children.Values)
            {
                found.AddRange(At(child));
                Gather(child, operands, at + 1, found);
            }

            _open[(node, tail)] = known = Group(found);
        }

        return known;
    }

    private int[] At(RuleTreeNode node)
    {
        if (!_at.TryGetValue(node, out var known))
        {
            _at[node] = known = Group(node.Rules.SelectMany(_numbersOf));
        }

        return known;
    }

    // Children come before their parents, so that no depth of paths is a depth of the stack.
    private int[] Below(RuleTreeNode top)
    {
        if (_below.TryGetValue(top, out var known))
        {
            return known;
        }

        foreach (var node in top.Descend().Reverse().Where(node => !_below.ContainsKey(node)))
        {
            _below[node] = Group(At(node).Concat(node.Children.Values.SelectMany(child => _below[child])));
        }

        return _below[top];
    }

    private int[] Group(IEnumerable<int> members)
    {
        var ascending = Ascending(members);
        if (ascending.Length <= GroupMin)
        {
            return ascending;
        }

        _groups.Add(ascending);
        return [_firstGroup + _groups.Count - 1];
    }

    private static int[] Ascending(IEnumerable<int> numbers) => [.. numbers.Distinct().Order()];
}
