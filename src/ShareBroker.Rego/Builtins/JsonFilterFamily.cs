using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Documents with only, or without, the places that paths name.</summary>
internal static class JsonFilterFamily
{
    private const string Paths = "any<array[any<string, array[any]>], set[any<string, array[any]>]>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("json.filter", $"object[any: any], {Paths} -> any", static (c, a) => Filter(c, a[0], PathTree.Of(c, a[1]))),
        Builtin.Of("json.remove", $"object[any: any], {Paths} -> any", static (c, a) => Remove(c, a[0], PathTree.Of(c, a[1]))),
    ];

    private static RegoString Position(int index) => RegoString.Of(index.ToString(CultureInfo.InvariantCulture));

    private static RegoValue Filter(BuiltinContext context, RegoValue value, PathTree wanted)
    {
        context.Meter.Step();
        return wanted.IsEnd
            ? value
            : Rebuild(context, value, (member, step) => wanted.Next(step) is { } below ? Filter(context, member, below) : null);
    }

    // Null: the place itself is removed.
    private static RegoValue? Remove(BuiltinContext context, RegoValue value, PathTree unwanted)
    {
        context.Meter.Step();
        return unwanted.IsEnd
            ? null
            : Rebuild(context, value, (member, step) => unwanted.Next(step) is { } below ? Remove(context, member, below) : member);
    }

    // Array positions are named by text here, as in a path with slashes.
    private static RegoValue Rebuild(BuiltinContext context, RegoValue value, Func<RegoValue, RegoValue, RegoValue?> member)
    {
        switch (value)
        {
            case RegoArray array:
                context.ChargeMembers(array.Count);
                var items = array.Items.ToArray().Select((item, index) => member(item, Position(index)));
                return RegoArray.Adopt([.. items.OfType<RegoValue>()]);
            case RegoSet set:
                context.ChargeMembers(set.Count);
                return RegoSet.Of([.. set.Items.ToArray().Select(item => member(item, item)).OfType<RegoValue>()]);
            case RegoObject obj:
                context.ChargeMembers(obj.Count);
                var builder = new RegoObject.Builder();
                for (var i = 0; i < obj.Count; i++)
                {
                    if (member(obj.ValueAt(i), obj.KeyAt(i)) is { } kept)
                    {
                        builder.Set(obj.KeyAt(i), kept);
                    }
                }

                return builder.Build();
            default:
                return value;
        }
    }

    /// <summary>All paths laid over each other. A path that ends swallows those that go on from there.</summary>
    private sealed class PathTree
    {
        private readonly Dictionary<RegoValue, PathTree> _next = [];

        public bool IsEnd { get; private set; }

        public static PathTree Of(BuiltinContext context, RegoValue paths)
        {
            var root = new PathTree();
            foreach (var path in Operands.Members(paths))
            {
                var steps = JsonPaths.Read(context, path)
                    ?? throw BuiltinException.Operand(
                        2,
                        "must be one of {set, array} containing string paths or array of path segments but got "
                        + OperandKinds.NameOf(path.Kind));
                root.Add(context, steps);
            }

            return root;
        }

        public PathTree? Next(RegoValue step) => _next.GetValueOrDefault(step);

        private void Add(BuiltinContext context, RegoValue[] steps)
        {
            context.ChargeMembers(steps.Length * 8L);
            var node = this;
            foreach (var step in steps)
            {
                if (node.IsEnd)
                {
                    return;
                }

                if (!node._next.TryGetValue(step, out var next))
                {
                    next = new PathTree();
                    node._next.Add(step, next);
                }

                node = next;
            }

            node.IsEnd = steps.Length > 0;
        }
    }
}
