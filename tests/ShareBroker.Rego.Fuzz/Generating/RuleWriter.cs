using ShareBroker.Rego.Fuzz.Trees;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Writes rules of every kind.</summary>
internal sealed class RuleWriter(World world, TermWriter terms, string package)
{
    private const int Depth = 3;

    private readonly Dice _dice = world.Dice;

    /// <summary>One rule, or several that belong together.</summary>
    public Node Next()
    {
        switch (_dice.Weighed(20, 12, 14, 10, 12, 8, 7, 7, 4, 6))
        {
            case 0: return Complete();
            case 1: return Chain();
            case 2: return PartialSet();
            case 3: return PartialObject();
            case 4: return Function();
            case 5: return Flag();
            case 6: return Deep();
            case 7: return DeepSet();
            case 8: return Switch();
            default: return Constant();
        }
    }

    private Node Body(ref Scope scope, int most)
    {
        var (body, inner) = terms.Bodies.Of(scope, _dice.Between(1, most), Depth - 1);
        scope = inner;
        return Node.Optional($" if {"{"} {body} {"}"}");
    }

    private void Define(string name, Shape shape)
    {
        world.Rules.Add(new Place(name, shape));
        world.Rules.Add(new Place(package + "." + name, shape));
    }

    private Node Constant()
    {
        var name = world.Name("p");
        var shape = Shape.Random(_dice, 2);
        var rule = Node.Group($"{name} := {terms.Literal(shape, 2)}");
        Define(name, shape);
        return rule;
    }

    // One value under a body; often with a default, sometimes with a second definition of the same value.
    private Node Complete()
    {
        var name = world.Name("p");
        var shape = Shape.Random(_dice, 2);
        var scope = Scope.Empty;
        var body = Body(ref scope, 4);
        var value = terms.Of(shape, scope, Depth);
        var start = _dice.Chance(40) ? Node.Optional($"default {name} := {Default(shape)}\n") : Node.Text(string.Empty);
        var rule = _dice.Chance(12) ? Node.Group($"{name} := {value}") : Node.Group($"{name} := {value}{body}");
        var second = Node.Text(string.Empty);
        if (_dice.Chance(8))
        {
            var other = Scope.Empty;
            second = Node.Optional($"\n{name} := {value}{Body(ref other, 2)}");
        }

        Define(name, shape);
        return Node.Group($"{start}{rule}{second}");
    }

    private Node Chain()
    {
        var name = world.Name("p");
        var shape = Shape.Random(_dice, 1);
        var scope = Scope.Empty;
        var body = Body(ref scope, 3);
        var first = Node.Group($"{name} := {terms.Of(shape, scope, Depth - 1)}{body}");
        var rest = new List<Node>();
        for (var count = _dice.Between(1, 3); count > 0; count--)
        {
            var inner = Scope.Empty;
            var condition = count == 1 && _dice.Chance(60) ? Node.Text(string.Empty) : Body(ref inner, 2);
            rest.Add(Node.Optional($" else := {terms.Of(shape, inner, Depth - 1)}{condition}"));
        }

        Define(name, shape);
        return Node.Group($"{first}{Node.List(string.Empty, 0, rest)}");
    }

    private Node PartialSet()
    {
        var name = world.Name("s");
        var item = Shape.Random(_dice, 1);
        var definitions = new List<Node>();
        for (var count = _dice.Between(1, 3); count > 0; count--)
        {
            var scope = Scope.Empty.Many();
            var body = Body(ref scope, 3);
            var member = terms.Of(item, scope, Depth - 1);
            definitions.Add(_dice.Chance(15) ? Node.Group($"{name} contains {member}") : Node.Group($"{name} contains {member}{body}"));
        }

        Define(name, Shape.Bag(item));
        if (_dice.Chance(40))
        {
            world.Spreads.Add(new Place($"{package}.{name}[_]", item));
        }

        return Node.List("\n", 1, definitions);
    }

    private Node PartialObject()
    {
        var name = world.Name("o");
        var item = Shape.Random(_dice, 1);
        var definitions = new List<Node>();
        for (var count = _dice.Between(1, 3); count > 0; count--)
        {
            var scope = Scope.Empty;
            switch (_dice.Weighed(4, 4, 3))
            {
                case 0:
                    var fixedKey = _dice.Pick(["a", "b", "c", "x-y", "id"]) + "-" + count;
                    var simple = Body(ref scope, 2);
                    definitions.Add(Node.Group($"{name}[\"{fixedKey}\"] := {terms.Of(item, scope, Depth - 1)}{simple}"));
                    break;
                case 1:
                    // A key of an iteration, so that each value stands under its own.
                    var key = world.Name("k");
                    var value = world.Name("v");
                    var source = terms.Reference(Shape.Map(Shape.Any), scope)?.Text ?? "{\"a\": 1, \"b\": [2]}";
                    var claims = Scope.Empty.With(key, Shape.Text).With(value, Shape.Any);
                    var (more, _) = terms.Bodies.Of(claims, 1, 1);
                    definitions.Add(Node.Group(
                        $"{name}[{key}] := {value} if {"{"} some {key}, {value} in {source}; {more} {"}"}"));
                    break;
                default:
                    var many = scope.Many();
                    var body = Body(ref many, 3);
                    definitions.Add(Node.Group($"{name}[{terms.Of(Shape.Text, many, 1)}] := {terms.Of(item, many, 1)}{body}"));
                    break;
            }
        }

        Define(name, Shape.Map(item));
        return Node.List("\n", 1, definitions);
    }

    private Node Function()
    {
        var name = world.Name("f");
        var shapes = new List<Shape>();
        var patterns = new List<Node>();
        var scope = Scope.Empty;
        for (var count = _dice.Between(1, 3); count > 0; count--)
        {
            var shape = Shape.Random(_dice, 1);
            var argument = world.Name("a");
            if (shape.Kind == ShapeKind.List && _dice.Chance(25))
            {
                shapes.Add(shape);
                patterns.Add(Node.Text($"[{argument}, _]"));
                scope = scope.With(argument, shape.Items);
                continue;
            }

            shapes.Add(shape);
            patterns.Add(_dice.Chance(8) ? terms.Literal(shape, 1) : Node.Text(argument));
            scope = patterns[^1].Kind == NodeKind.Text ? scope.With(argument, shape) : scope;
        }

        var result = Shape.Random(_dice, 1);
        var head = $"{name}({string.Join(", ", patterns)})";
        var definitions = new List<Node>();
        if (_dice.Chance(20))
        {
            var wild = string.Join(", ", Enumerable.Repeat("_", shapes.Count));
            definitions.Add(Node.Group($"default {name}({wild}) := {Default(result)}"));
        }

        for (var count = _dice.Weighed(0, 7, 2); count > 0; count--)
        {
            var inner = scope;
            var body = _dice.Chance(45) ? Node.Text(string.Empty) : Body(ref inner, 3);
            var value = terms.Of(result, inner, Depth - 1);
            var otherwise = body.Kind == NodeKind.Optional && _dice.Chance(40)
                ? Node.Optional($" else := {terms.Of(result, scope, 1)}")
                : Node.Text(string.Empty);
            definitions.Add(Node.Group($"{head} := {value}{body}{otherwise}"));
        }

        world.Functions.Add(new FunctionSign(package + "." + name, shapes, result));
        world.Functions.Add(new FunctionSign(name, shapes, result));
        return Node.List("\n", 1, definitions);
    }

    private Node Flag()
    {
        var name = world.Name("p");
        var definitions = new List<Node>();
        if (_dice.Chance(50))
        {
            definitions.Add(Node.Group($"default {name} := false"));
        }

        for (var count = _dice.Between(1, 2); count > 0; count--)
        {
            var scope = Scope.Empty.Many();
            definitions.Add(Node.Group($"{name}{Body(ref scope, 4)}"));
        }

        Define(name, Shape.Flag);
        return Node.List("\n", 1, definitions);
    }

    /// <summary>A rule below another name: <c>r.a.b</c>, <c>r.a[k].c</c>.</summary>
    private Node Deep()
    {
        var name = world.Name("r");
        var shape = Shape.Random(_dice, 1);
        var definitions = new List<Node>();
        var scope = Scope.Empty;
        var body = Body(ref scope, 2);
        definitions.Add(Node.Group($"{name}.a.b := {terms.Of(shape, scope, 2)}{body}"));
        if (_dice.Chance(60))
        {
            var key = world.Name("k");
            var value = world.Name("v");
            var source = terms.Reference(Shape.Map(Shape.Any), Scope.Empty)?.Text ?? "{\"x\": 1, \"y\": 2}";
            var path = _dice.Pick([$".m[{key}].n", $".m[{key}]", $".m[{key}].n[{value}]", $"[{key}]"]);
            definitions.Add(Node.Group($"{name}{path} := {value} if some {key}, {value} in {source}"));
        }

        if (_dice.Chance(30))
        {
            definitions.Add(Node.Group($"{name}.c := {terms.Of(Shape.Any, Scope.Empty, 1)}"));
        }

        Define(name, Shape.Map(Shape.Any));
        Define(name + ".a.b", shape);
        return Node.List("\n", 1, definitions);
    }

    private Node DeepSet()
    {
        var name = world.Name("r");
        var key = world.Name("k");
        var value = world.Name("v");
        var source = terms.Reference(Shape.Map(Shape.Any), Scope.Empty)?.Text ?? "{\"x\": 1, \"y\": 2}";
        var definitions = new List<Node>
        {
            Node.Group($"{name}.{_dice.Pick(["a", "q"])}[{key}] contains {value} if some {key}, {value} in {source}"),
        };
        if (_dice.Chance(50))
        {
            var scope = Scope.Empty.Many();
            var body = Body(ref scope, 2);
            definitions.Add(Node.Group($"{name}.b contains {terms.Of(Shape.Any, scope, 1)}{body}"));
        }

        Define(name, Shape.Map(Shape.Any));
        return Node.List("\n", 1, definitions);
    }

    /// <summary>Many definitions that each look at one place, as an index likes them.</summary>
    private Node Switch()
    {
        var name = world.Name("p");
        var definitions = new List<Node>();
        var isText = _dice.Chance(50);
        var place = terms.Reference(isText ? Shape.Text : Shape.Number, Scope.Empty)?.Text ?? "input.kind";
        for (var count = _dice.Between(2, 5); count > 0; count--)
        {
            var key = isText ? Edges.TextTerm(_dice) : Node.TermText(Edges.Number(_dice));
            var scope = Scope.Empty;
            var more = _dice.Chance(40)
                ? Node.Optional($"; {terms.Bodies.Of(scope, 1, 1).Body}")
                : Node.Text(string.Empty);
            definitions.Add(_dice.Chance(25)
                ? Node.Group($"{name} contains {count} if {"{"} {place} == {key}{more} {"}"}")
                : Node.Group($"{name} contains {key} if {"{"} {key} = {place}{more} {"}"}"));
        }

        Define(name, Shape.Bag(Shape.Any));
        return Node.List("\n", 1, definitions);
    }

    private Node Default(Shape shape) => shape.HoldsItems
        ? Node.TermText(shape.Kind switch { ShapeKind.List => "[]", ShapeKind.Map => "{}", _ => "set()" })
        : terms.Literal(shape, 0);
}
