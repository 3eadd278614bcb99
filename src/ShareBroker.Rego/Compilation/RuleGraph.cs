using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>Which definitions may read which. Else branches are nodes of their own; whoever reads a rule reads all its branches.</summary>
internal sealed class RuleGraph
{
    private const int SideBySideMin = 500;

    private readonly List<Rule> _nodes = [];
    private readonly Dictionary<Rule, int> _first = new(ReferenceEqualityComparer.Instance);
    private readonly int[][] _reads;

    /// <summary>Reads the dependencies off rules whose references are resolved.</summary>
    /// <param name="rules">The rules, in the order of the modules; those in the tree.</param>
    /// <param name="tree">The tree that holds exactly these rules.</param>
    public RuleGraph(IReadOnlyList<Rule> rules, RuleTree tree)
    {
        foreach (var rule in rules)
        {
            _first[rule] = _nodes.Count;
            for (var branch = rule; branch is not null; branch = branch.Else)
            {
                _nodes.Add(branch);
            }
        }

        _reads = _nodes.Count < SideBySideMin
            ? [.. _nodes.Select(branch => Reads(branch, tree))]
            : [.. _nodes.AsParallel().AsOrdered().Select(branch => Reads(branch, tree))];
    }

    /// <summary>The numbers of the definitions in the order given, each after all that it reads. Meaningless when there is
    /// recursion.</summary>
    public IReadOnlyList<int> InOrder()
    {
        var done = new bool[_nodes.Count];
        var order = new List<int>(_nodes.Count);
        for (var start = 0; start < _nodes.Count; start++)
        {
            Visit(start, done, order);
        }

        return order;
    }

    /// <summary>One fault for each definition that reads itself.</summary>
    public IEnumerable<RegoError> Recursion()
    {
        foreach (var start in NearCycles())
        {
            if (Cycle(start) is { } path)
            {
                var name = TermPrinter.OfPath(_nodes[start].Head.Path);
                var way = string.Join(" -> ", path.Select(node => TermPrinter.OfPath(_nodes[node].Head.Path)));
                yield return new RegoError(ErrorCodes.Recursion, $"rule {name} is recursive: {way}", _nodes[start].Location);
            }
        }
    }

    // What remains when definitions that read nothing that remains are taken away, again and again. Mostly nothing does.
    private IEnumerable<int> NearCycles()
    {
        var readers = _nodes.Select(static _ => new List<int>()).ToArray();
        var left = new int[_nodes.Count];
        for (var node = 0; node < _nodes.Count; node++)
        {
            left[node] = _reads[node].Length;
            foreach (var read in _reads[node])
            {
                readers[read].Add(node);
            }
        }

        var free = new Stack<int>(Enumerable.Range(0, _nodes.Count).Where(node => left[node] == 0));
        while (free.TryPop(out var node))
        {
            foreach (var reader in readers[node].Where(reader => --left[reader] == 0))
            {
                free.Push(reader);
            }
        }

        return Enumerable.Range(0, _nodes.Count).Where(node => left[node] > 0);
    }

    // Ascending.
    private int[] Reads(Rule branch, RuleTree tree)
    {
        var reads = new List<int>();
        TreeWalk.Terms(branch, term =>
        {
            if (term is Term.Ref { Head: Term.Var { Name: "data" } } reference)
            {
                tree.EachReachable(reference.Operands, Add);
            }

            return false;
        });
        reads.Sort();
        return [.. reads.Distinct()];

        void Add(Rule rule)
        {
            var node = _first[rule];
            for (var other = rule; other is not null; node++, other = other.Else)
            {
                reads.Add(node);
            }
        }
    }

    // Depth first with an own stack: chains of rules may be long.
    private void Visit(int start, bool[] done, List<int> order)
    {
        var open = new Stack<(int Node, bool Left)>([(start, false)]);
        while (open.TryPop(out var step))
        {
            if (step.Left)
            {
                order.Add(step.Node);
                continue;
            }

            if (done[step.Node])
            {
                continue;
            }

            done[step.Node] = true;
            open.Push((step.Node, true));
            foreach (var next in _reads[step.Node].Where(next => !done[next]))
            {
                open.Push((next, false));
            }
        }
    }

    private List<int>? Cycle(int start)
    {
        var from = new Dictionary<int, int>();
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out var node))
        {
            foreach (var next in _reads[node])
            {
                if (next == start)
                {
                    return PathTo(start, node, from);
                }

                if (from.TryAdd(next, node))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static List<int> PathTo(int start, int last, Dictionary<int, int> from)
    {
        var path = new List<int> { start };
        for (var node = last; node != start; node = from[node])
        {
            path.Add(node);
        }

        path.Add(start);
        path.Reverse();
        return path;
    }
}
