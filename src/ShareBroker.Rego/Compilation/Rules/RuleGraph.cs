using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation.Rules;

/// <summary>
/// Which definitions may read which. Else branches are nodes of their own; whoever reads a rule reads all its branches. Behind the
/// definitions come nodes that stand for groups of them (<see cref="RuleReach"/>).
/// </summary>
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
            _nodes.AddRange(rule.Branches());
        }

        var references = _nodes.Count < SideBySideMin
            ? _nodes.Select(References)
            : _nodes.AsParallel().AsOrdered().Select(References);
        var reach = new RuleReach(tree, NumbersOf, _nodes.Count);
        int[][] reads = [.. references.ToArray().Select(reach.Of)];
        _reads = [.. reads, .. reach.Groups];
    }

    /// <summary>The numbers of the definitions in the order given, each after all that it reads. Meaningless when there is
    /// recursion.</summary>
    public IReadOnlyList<int> InOrder()
    {
        var done = new bool[_reads.Length];
        var order = new List<int>(_nodes.Count);
        for (var start = 0; start < _nodes.Count; start++)
        {
            Visit(start, done, order);
        }

        order.RemoveAll(node => node >= _nodes.Count);
        return order;
    }

    /// <summary>One fault for each definition that reads itself.</summary>
    /// <param name="most">How many faults to tell at most: each names its whole way round.</param>
    public IEnumerable<RegoError> Recursion(int most) => NearCycles().Where(node => node < _nodes.Count)
        .Select(start => (Start: start, Way: Cycle(start)))
        .Where(static found => found.Way is not null)
        .Take(most)
        .Select(found =>
        {
            var name = TermPrinter.OfPath(_nodes[found.Start].Head.Path);
            var way = string.Join(" -> ", found.Way!.Select(node => TermPrinter.OfPath(_nodes[node].Head.Path)));
            return new RegoError(ErrorCodes.Recursion, $"rule {name} is recursive: {way}", _nodes[found.Start].Location);
        });

    // What remains when definitions that read nothing that remains are taken away, again and again. Mostly nothing does.
    private IEnumerable<int> NearCycles()
    {
        var readers = _reads.Select(static _ => new List<int>()).ToArray();
        var left = new int[_reads.Length];
        for (var node = 0; node < _reads.Length; node++)
        {
            left[node] = _reads[node].Length;
            foreach (var read in _reads[node])
            {
                readers[read].Add(node);
            }
        }

        var free = new Stack<int>(Enumerable.Range(0, _reads.Length).Where(node => left[node] == 0));
        while (free.TryPop(out var node))
        {
            foreach (var reader in readers[node].Where(reader => --left[reader] == 0))
            {
                free.Push(reader);
            }
        }

        return Enumerable.Range(0, _reads.Length).Where(node => left[node] > 0);
    }

    private IEnumerable<int> NumbersOf(Rule rule)
    {
        var node = _first[rule];
        for (var branch = rule; branch is not null; branch = branch.Else)
        {
            yield return node++;
        }
    }

    private static List<IReadOnlyList<Term>> References(Rule branch)
    {
        var found = new List<IReadOnlyList<Term>>();
        TreeWalk.Terms(branch, term =>
        {
            if (term is Term.Ref { Head: Term.Var { Name: "data" } } reference)
            {
                found.Add(reference.Operands);
            }

            return false;
        });
        return found;
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

    // The shortest way back by definitions; stepping into a group costs nothing.
    private List<int>? Cycle(int start)
    {
        var from = new Dictionary<int, int>();
        var open = new LinkedList<int>([start]);
        while (open.First is { Value: var node })
        {
            open.RemoveFirst();
            foreach (var next in _reads[node])
            {
                if (next == start)
                {
                    return PathTo(start, node, from);
                }

                if (!from.TryAdd(next, node))
                {
                    continue;
                }

                if (next < _nodes.Count)
                {
                    open.AddLast(next);
                }
                else
                {
                    open.AddFirst(next);
                }
            }
        }

        return null;
    }

    private List<int> PathTo(int start, int last, Dictionary<int, int> from)
    {
        var path = new List<int> { start };
        for (var node = last; node != start; node = from[node])
        {
            path.Add(node);
        }

        path.Add(start);
        path.RemoveAll(node => node >= _nodes.Count);
        path.Reverse();
        return path;
    }
}
