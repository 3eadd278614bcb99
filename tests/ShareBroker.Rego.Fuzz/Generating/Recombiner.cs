using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Changes a conformance case: terms and statements of other cases in place of its own, values changed, parts left out.</summary>
internal sealed class Recombiner(CaseMaterial material, Dice dice)
{
    public FuzzProgram Next()
    {
        var test = dice.Pick(material.Cases);
        var modules = test.Modules.ToList();
        var data = test.Data;
        var input = test.Input;
        var query = test.Query;
        for (var changes = dice.Weighed(1, 4, 3, 2); changes > 0; changes--)
        {
            switch (dice.Weighed(modules.Count > 0 ? 12 : 0, 2, 3, 3))
            {
                case 0:
                    var at = dice.Below(modules.Count);
                    modules[at] = Changed(modules[at]);
                    break;
                case 1:
                    query = Changed(query);
                    break;
                case 2:
                    data = (RegoObject)Edges.Like(data, dice, 4);
                    break;
                default:
                    input = input is null ? Edges.Value(dice, 2) : Edges.Like(input, dice, 4);
                    break;
            }
        }

        return new FuzzProgram(modules, Node.OfJson(data), input is null ? null : Node.OfJson(input), [query], dice.Chance(15))
        {
            Origin = material.IsV0 ? "material v0" : "material",
            IsV0 = material.IsV0,
        };
    }

    private Node Changed(Node tree)
    {
        var places = Places(tree).ToList();
        return places.Count == 0 ? tree : Replace(tree, dice.Pick(places), out _);
    }

    private Node Replace(Node tree, Node target, out bool done)
    {
        if (ReferenceEquals(tree, target))
        {
            done = true;
            return Instead(tree);
        }

        for (var index = 0; index < tree.Children.Count; index++)
        {
            var child = Replace(tree.Children[index], target, out done);
            if (done)
            {
                return tree.With(index, child);
            }
        }

        done = false;
        return tree;
    }

    private Node Instead(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Optional:
                return Node.Text(string.Empty);
            case NodeKind.List when node.Children.Count > node.Least:
                var kept = node.Children.ToList();
                var at = dice.Below(kept.Count);
                if (dice.Chance(50))
                {
                    kept.RemoveAt(at);
                }
                else
                {
                    kept.Insert(at, dice.Pick(kept));
                }

                return node.With(kept);
            case NodeKind.Expr:
                return dice.Chance(50) ? dice.Pick(material.Exprs) : Node.Expr($"not {node}");
            case NodeKind.Term:
                return dice.Weighed(4, 3, 3) switch
                {
                    0 => dice.Pick(material.Terms),
                    1 => Node.OfTerm(Edges.Value(dice, 1)),
                    _ => node.Inner(NodeKind.Term).FirstOrDefault() ?? Edges.TextTerm(dice),
                };
            default:
                return node;
        }
    }

    private static IEnumerable<Node> Places(Node tree) => tree.Children.SelectMany(static child =>
        (child.Kind is NodeKind.Text or NodeKind.Group ? Enumerable.Empty<Node>() : [child]).Concat(Places(child)));
}
