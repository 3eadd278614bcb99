using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Walks over values and over graphs given as an object from node to neighbours.</summary>
internal static class GraphFamily
{
    private const string Nodes = "any<array[any], set[any]>";

    private const string NodeKinds = "must be {array, set}";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.OfRelation("walk", "any -> array<array[any], any>", Walk),
        Builtin.Of("graph.reachable", $"object[any: {Nodes}], {Nodes} -> set[any]", Reachable, kindNames: NodeKinds),
        Builtin.Of("graph.reachable_paths", $"object[any: {Nodes}], {Nodes} -> set[array[any]]", ReachablePaths, kindNames: NodeKinds),
    ];

    private static void Walk(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, Func<RegoValue, bool> onResult) =>
        Walk(context, arguments[0], [], onResult);

    // A node comes before its members, members in sorted order. Each path is an array of its own.
    private static bool Walk(BuiltinContext context, RegoValue value, List<RegoValue> path, Func<RegoValue, bool> onResult)
    {
        context.ChargeMembers(path.Count + 4);
        if (!onResult(RegoArray.Of(RegoArray.Adopt([.. path]), value)))
        {
            return false;
        }

        switch (value)
        {
            case RegoArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (!WalkInto(context, RegoNumber.Of(i), array[i], path, onResult))
                    {
                        return false;
                    }
                }

                break;
            case RegoObject obj:
                for (var i = 0; i < obj.Count; i++)
                {
                    if (!WalkInto(context, obj.KeyAt(i), obj.ValueAt(i), path, onResult))
                    {
                        return false;
                    }
                }

                break;
            case RegoSet set:
                for (var i = 0; i < set.Count; i++)
                {
                    if (!WalkInto(context, set[i], set[i], path, onResult))
                    {
                        return false;
                    }
                }

                break;
        }

        return true;
    }

    private static bool WalkInto(
        BuiltinContext context, RegoValue step, RegoValue member, List<RegoValue> path, Func<RegoValue, bool> onResult)
    {
        path.Add(step);
        var goOn = Walk(context, member, path, onResult);
        path.RemoveAt(path.Count - 1);
        return goOn;
    }

    private static RegoSet Reachable(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var graph = (RegoObject)arguments[0];
        var waiting = new Queue<RegoValue>(Operands.Members(arguments[1]).ToArray());
        var reached = new RegoSet.Builder();
        while (waiting.TryDequeue(out var node))
        {
            context.ChargeMembers(1);
            if (graph.Get(node) is not { } neighbours || !reached.Add(node))
            {
                continue;
            }

            foreach (var neighbour in Operands.Members(neighbours))
            {
                context.Meter.Step();
                waiting.Enqueue(neighbour);
            }
        }

        return reached.Build();
    }

    private static RegoSet ReachablePaths(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var search = new PathSearch(context, (RegoObject)arguments[0]);
        foreach (var root in Operands.Members(arguments[1]))
        {
            search.From(root);
        }

        return search.Found.Build();
    }

    private sealed class PathSearch(BuiltinContext context, RegoObject graph)
    {
        private readonly List<RegoValue> _path = [];
        private readonly HashSet<RegoValue> _onPath = [];

        public RegoSet.Builder Found { get; } = new();

        // A path ends at a node without neighbours, before a node outside of the graph, and before a node it already holds.
        public void From(RegoValue node)
        {
            context.Meter.Step();
            if (graph.Get(node) is not { } neighbours || !_onPath.Add(node))
            {
                Keep();
                return;
            }

            if (_path.Count >= RegoValue.DepthMax)
            {
                throw new BudgetExceededException(
                    BudgetExceededException.Memory, $"a path in a graph is longer than {RegoValue.DepthMax} nodes");
            }

            _path.Add(node);
            var next = Operands.Members(neighbours);
            if (next.IsEmpty)
            {
                Keep();
            }

            foreach (var neighbour in next)
            {
                From(neighbour);
            }

            _path.RemoveAt(_path.Count - 1);
            _onPath.Remove(node);
        }

        private void Keep()
        {
            if (_path.Count > 0)
            {
                context.ChargeMembers(_path.Count);
                Found.Add(RegoArray.Adopt([.. _path]));
            }
        }
    }
}
