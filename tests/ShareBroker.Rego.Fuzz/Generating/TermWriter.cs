using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Writes a term of a wanted shape from what is in reach.</summary>
internal sealed class TermWriter
{
    private readonly World _world;
    private readonly Dice _dice;
    private readonly CallWriter _calls;

    public TermWriter(World world, CallPool pool)
    {
        _world = world;
        _dice = world.Dice;
        Bodies = new BodyWriter(world, this);
        _calls = new CallWriter(world, this, pool);
    }

    public BodyWriter Bodies { get; }

    public CallWriter Calls => _calls;

    public Node Of(Shape shape, Scope scope, int depth)
    {
        if (shape.Kind == ShapeKind.Any)
        {
            shape = Shape.Random(_dice, 1);
        }

        if (depth <= 0)
        {
            return Leaf(shape, scope);
        }

        return _dice.Weighed(34, 22, 20, 10, 6, 8, 3) switch
        {
            0 => Leaf(shape, scope),
            1 => Built(shape, scope, depth - 1),
            2 => _calls.Of(shape, scope, depth - 1) ?? Built(shape, scope, depth - 1),
            3 => Function(shape, scope, depth - 1) ?? Built(shape, scope, depth - 1),
            4 => Taken(shape, scope, depth - 1),
            6 when _world.Places.Count > 0 => Astray(scope),
            _ => shape.HoldsItems ? Comprehension(shape, scope, depth - 1) : Operation(shape, scope, depth - 1),
        };
    }

    /// <summary>A reference, or else a literal.</summary>
    public Node Leaf(Shape shape, Scope scope)
    {
        if (_dice.Chance(70) && Reference(shape, scope) is { } found)
        {
            return Node.TermText(found.Text);
        }

        return Literal(shape, 1);
    }

    /// <summary>A variable, path or rule of the shape; null when none is in reach.</summary>
    public Place? Reference(Shape shape, Scope scope)
    {
        IEnumerable<Place> all = _dice.Weighed(40, 30, 20, scope.AllowsMany ? 15 : 0) switch
        {
            0 => scope.Variables,
            1 => _world.Places,
            2 => _world.Rules,
            _ => _world.Spreads,
        };
        var fitting = all.Where(place => shape.Takes(place.Shape)).ToList();
        return fitting.Count == 0 ? null : _dice.Pick(fitting);
    }

    public Node Literal(Shape shape, int depth) => shape.Kind switch
    {
        ShapeKind.Null => Node.TermText("null"),
        ShapeKind.Flag => Node.TermText(_dice.Chance(65) ? "true" : "false"),
        ShapeKind.Number => Node.TermText(Edges.Number(_dice)),
        ShapeKind.Text => Edges.TextTerm(_dice),
        ShapeKind.Any => Node.OfTerm(Edges.Value(_dice, depth)),
        _ => Built(shape, Scope.Empty, depth - 1),
    };

    /// <summary>A list, set or object written out; a scalar otherwise.</summary>
    private Node Built(Shape shape, Scope scope, int depth)
    {
        switch (shape.Kind)
        {
            case ShapeKind.List:
                return Node.Term($"[{Node.List(", ", 0, Items(shape, scope, depth, _dice.Below(4)))}]");
            case ShapeKind.Bag:
                var count = _dice.Below(4);
                return count == 0
                    ? Node.TermText("set()")
                    : Node.Term($"{"{"}{Node.List(", ", 1, Items(shape, scope, depth, count))}{"}"}");
            case ShapeKind.Map:
                var entries = new List<Node>();
                for (var left = _dice.Below(4); left > 0; left--)
                {
                    entries.Add(Node.Group($"{Key(scope, depth)}: {Of(shape.Items, scope, depth)}"));
                }

                return Node.Term($"{"{"}{Node.List(", ", 0, entries)}{"}"}");
            default:
                return Leaf(shape, scope);
        }
    }

    private Node Key(Scope scope, int depth) => _dice.Weighed(80, 8, 4, 4, 4) switch
    {
        0 => Edges.TextTerm(_dice.Pick(Edges.Names), _dice),
        1 => Leaf(Shape.Text, scope),
        2 => Leaf(Shape.Number, scope),
        3 => Node.TermText(_dice.Pick(["true", "null", "false"])),
        _ => Literal(_dice.Chance(50) ? Shape.List(Shape.Number) : Shape.Bag(Shape.Number), depth > 0 ? 1 : 0),
    };

    private List<Node> Items(Shape shape, Scope scope, int depth, int count)
    {
        var items = new List<Node>();
        for (; count > 0; count--)
        {
            items.Add(Of(shape.Items, scope, depth));
        }

        return items;
    }

    private Node? Function(Shape shape, Scope scope, int depth)
    {
        var fitting = _world.Functions.Where(function => shape.Takes(function.Result)).ToList();
        if (fitting.Count == 0)
        {
            return null;
        }

        var chosen = _dice.Pick(fitting);
        var arguments = chosen.Arguments.Select(argument => Of(argument, scope, depth)).ToList();
        return Node.Term($"{chosen.Name}({Node.List(", ", arguments.Count, arguments)})");
    }

    /// <summary>An element taken out of something written in place.</summary>
    private Node Taken(Shape shape, Scope scope, int depth)
    {
        if (_dice.Chance(50))
        {
            var key = _dice.Pick(Edges.Names);
            var other = Of(Shape.Any, scope, 0);
            var map = Node.Term($"{"{"}{Quote(key)}: {Of(shape, scope, depth)}, \"zz\": {other}{"}"}");
            return _dice.Chance(50)
                ? Node.Term($"{map}[{Quote(key)}]")
                : Node.Term($"object.get({map}, {Quote(key)}, {Leaf(shape, scope)})");
        }

        var items = Items(Shape.List(shape), scope, depth, _dice.Between(1, 3));
        return Node.Term($"[{Node.List(", ", 1, items)}][{(scope.AllowsMany && _dice.Chance(50) ? "_" : "0")}]");
    }

    /// <summary>Something in a document under a key that is hardly ever there.</summary>
    private Node Astray(Scope scope)
    {
        var key = _dice.Weighed(50, 25, 25) switch
        {
            0 => Literal(Shape.Number, 0),
            1 => Literal(Shape.Any, 1),
            _ => Leaf(Shape.Number, scope),
        };
        return Node.Term($"{_dice.Pick(_world.Places).Text}[{key}]");
    }

    private Node Comprehension(Shape shape, Scope scope, int depth)
    {
        var (body, inner) = Bodies.Of(scope.Many(), _dice.Between(1, 3), depth);
        var item = Of(shape.Items, inner, depth);
        return shape.Kind switch
        {
            ShapeKind.List => Node.Term($"[{item} | {body}]"),
            ShapeKind.Bag => Node.Term($"{"{"}{item} | {body}{"}"}"),
            _ => Node.Term($"{"{"}{Of(Shape.Text, inner, 0)}: {item} | {body}{"}"}"),
        };
    }

    private Node Operation(Shape shape, Scope scope, int depth)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Number:
                var sign = _dice.Pick(["+", "-", "*", "/", "%", "+", "*"]);
                return Node.Term($"({Of(shape, scope, depth)} {sign} {Of(shape, scope, depth)})");
            case ShapeKind.Flag:
                var other = Shape.Random(_dice, 1);
                var relation = _dice.Pick(["==", "!=", "<", "<=", ">", ">="]);
                return _dice.Chance(25)
                    ? Node.Term($"({Of(other, scope, depth)} in {Of(Shape.List(other), scope, depth)})")
                    : Node.Term($"({Of(other, scope, depth)} {relation} {Of(other, scope, depth)})");
            default:
                return Leaf(shape, scope);
        }
    }

    /// <summary>Two sets joined, or a comparison.</summary>
    public Node Sets(Scope scope, int depth)
    {
        var bag = Shape.Bag(Shape.Random(_dice, 0));
        var sign = _dice.Pick(["|", "&", "-"]);
        return Node.Term($"({Of(bag, scope, depth)} {sign} {Of(bag, scope, depth)})");
    }

    private static string Quote(string text) => Node.Quote(RegoString.Of(text));
}
