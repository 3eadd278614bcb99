using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Writes calls of builtins with arguments that mostly suit.</summary>
internal sealed class CallWriter(World world, TermWriter terms, CallPool pool)
{
    private readonly Dice _dice = world.Dice;

    /// <summary>A call whose result has the shape; null when no builtin gives it.</summary>
    public Node? Of(Shape shape, Scope scope, int depth)
    {
        var kind = shape.Kind == ShapeKind.Null || _dice.Chance(8) ? ShapeKind.Any : shape.Kind;
        return pool.ByResult.TryGetValue(kind, out var fitting) ? Of(_dice.Pick(fitting), scope, depth) : null;
    }

    public Node Of(BuiltinSignature builtin, Scope scope, int depth)
    {
        List<Node>? arguments = null;
        if (_dice.Chance(45) && pool.Recorded(builtin.Name, _dice) is { } recorded)
        {
            arguments = [.. recorded];
            if (_dice.Chance(35))
            {
                var at = _dice.Below(arguments.Count);
                if (at < builtin.ArgumentTypes.Count)
                {
                    arguments[at] = Argument(builtin, at, scope, depth);
                }
            }
        }

        arguments ??= [.. builtin.ArgumentTypes.Select((_, index) => Argument(builtin, index, scope, depth))];
        if (builtin.Infix is { } sign && arguments.Count == 2 && _dice.Chance(70))
        {
            return Node.Term($"({arguments[0]} {sign} {arguments[1]})");
        }

        return Node.Term($"{builtin.Name}({Node.List(", ", arguments.Count, arguments)})");
    }

    private Node Argument(BuiltinSignature builtin, int index, Scope scope, int depth)
    {
        if (_dice.Chance(2))
        {
            return terms.Leaf(Shape.Any, scope);
        }

        if (LikelyArguments.For(builtin.Name, index) is { } likely && _dice.Chance(82))
        {
            var text = _dice.Pick(likely);
            return Node.TermText(text);
        }

        // Sizes that a result grows with stay small: what is measured here is agreement, not patience.
        if (LikelyArguments.IsSize(builtin.Name))
        {
            return Node.TermText(_dice.Pick(["0", "1", "2", "3", "-1", "5", "10", "64", "1.5", "-3"]));
        }

        return OfType(TypeNotation.Parse(builtin.ArgumentTypes[index]), scope, depth);
    }

    private Node OfType(RegoType? type, Scope scope, int depth)
    {
        switch (type)
        {
            case RegoType.Any { Of.Count: > 0 } any:
                return OfType(_dice.Pick(any.Of), scope, depth);
            case RegoType.Array { Items.Count: > 0 } array:
                var items = array.Items.Select(item => OfType(item, scope, depth - 1)).ToList();
                return Node.Term($"[{Node.List(", ", items.Count, items)}]");
            case RegoType.Array { Rest: { } rest }:
                return Node.Term($"[{Node.List(", ", 0, Many(rest, scope, depth))}]");
            case RegoType.Set { Of: RegoType.Array or RegoType.Set or RegoType.Object or RegoType.Any { Of.Count: > 0 } } set:
                var members = Many(set.Of, scope, depth);
                return members.Count == 0 ? Node.TermText("set()") : Node.Term($"{"{"}{Node.List(", ", 1, members)}{"}"}");
            case RegoType.Object { Known.Count: > 0 } map:
                var known = map.Known
                    .Select(entry => Node.Group($"{Node.OfTerm(entry.Key)}: {OfType(entry.Value, scope, depth - 1)}")).ToList();
                return Node.Term($"{"{"}{Node.List(", ", 0, known)}{"}"}");
            default:
                return terms.Of(Shape.Of(type, _dice), scope, depth);
        }
    }

    private List<Node> Many(RegoType? type, Scope scope, int depth)
    {
        var items = new List<Node>();
        for (var count = _dice.Weighed(1, 3, 3, 2); count > 0; count--)
        {
            items.Add(OfType(type, scope, depth - 1));
        }

        return items;
    }
}
