using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Writes bodies: statements that bind variables and claims that mostly hold.</summary>
internal sealed class BodyWriter(World world, TermWriter terms)
{
    private readonly Dice _dice = world.Dice;

    /// <summary>Statements joined by <c>;</c>, and the variables that they bind.</summary>
    public (Node Body, Scope Scope) Of(Scope scope, int count, int depth)
    {
        var statements = new List<Node>();
        for (; count > 0; count--)
        {
            statements.Add(Statement(ref scope, depth));
        }

        if (_dice.Chance(12))
        {
            _dice.Swap(statements);
        }

        UseDeclared(statements, scope);

        return (Node.List("; ", 1, statements), scope);
    }

    // A variable that 'some' declares must be used.
    private static void UseDeclared(List<Node> statements, Scope scope)
    {
        var text = string.Join("; ", statements);
        foreach (var variable in scope.Variables)
        {
            var name = variable.Text;
            var first = text.IndexOf(name, StringComparison.Ordinal);
            if (first >= 0 && text.Contains("some ", StringComparison.Ordinal)
                && text.IndexOf(name, first + name.Length, StringComparison.Ordinal) < 0)
            {
                statements.Add(Node.Expr($"{name} != \"zz\""));
            }
        }
    }

    /// <summary>One statement; the scope grows by what it binds.</summary>
    public Node Statement(ref Scope scope, int depth)
    {
        switch (_dice.Weighed(22, 14, 9, 14, 5, 7, 6, 6, 6, 4, 8, 2, 4))
        {
            case 0: return Assignment(ref scope, depth);
            case 1: return Some(ref scope, depth);
            case 2: return Pattern(ref scope, depth);
            case 3: return LikelyClaim(scope, depth);
            case 4:
                var kind = Shape.Random(_dice, 1);
                var relation = _dice.Pick(["==", "!=", "<", ">=", "="]);
                return Node.Expr($"{terms.Of(kind, scope, depth)} {relation} {terms.Of(kind, scope, depth)}");
            case 5: return Denial(scope, depth);
            case 6: return Every(scope, depth);
            case 7: return Membership(scope, depth);
            case 8: return Modified(terms.Of(Shape.Flag, scope, depth), scope);
            case 9: return Output(ref scope, depth);
            case 10: return Iteration(ref scope);
            case 11: return Walk(ref scope, depth);
            default: return Modified(Claim(scope, depth), scope);
        }
    }

    private Node Assignment(ref Scope scope, int depth)
    {
        var shape = Shape.Random(_dice, 2);
        var value = shape.Kind == ShapeKind.Bag && _dice.Chance(40) ? terms.Sets(scope, depth) : terms.Of(shape, scope, depth);
        var name = world.Name("v");
        scope = scope.With(name, shape);
        return _dice.Chance(85) ? Node.Expr($"{name} := {value}") : Node.Expr($"{name} = {value}");
    }

    private Node Some(ref Scope scope, int depth)
    {
        var (collection, shape) = Collection(scope, depth);
        var value = world.Name("v");
        if (_dice.Chance(40))
        {
            var key = world.Name("k");
            scope = scope.Many().With(key, KeyOf(shape)).With(value, shape.Items);
            return Node.Expr($"some {key}, {value} in {collection}");
        }

        scope = scope.Many().With(value, shape.Items);
        return Node.Expr($"some {value} in {collection}");
    }

    /// <summary>Something with elements: mostly a reference, else a literal that has some.</summary>
    private (Node Term, Shape Shape) Collection(Scope scope, int depth)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            var kind = _dice.Weighed(50, 35, 15) switch { 0 => ShapeKind.List, 1 => ShapeKind.Map, _ => ShapeKind.Bag };
            if (terms.Reference(new Shape(kind), scope) is { } place)
            {
                return (Node.TermText(place.Text), place.Shape);
            }
        }

        var item = Shape.Random(_dice, 1);
        var items = new List<Node>();
        for (var count = _dice.Between(1, 3); count > 0; count--)
        {
            items.Add(terms.Of(item, scope, depth - 1));
        }

        return _dice.Chance(70)
            ? (Node.Term($"[{Node.List(", ", 1, items)}]"), Shape.List(item))
            : (Node.Term($"{"{"}{Node.List(", ", 1, items)}{"}"}"), Shape.Bag(item));
    }

    private static Shape KeyOf(Shape collection) => collection.Kind switch
    {
        ShapeKind.List => Shape.Number,
        ShapeKind.Map => Shape.Text,
        _ => collection.Items,
    };

    /// <summary>A pattern with new variables against a value of its build.</summary>
    private Node Pattern(ref Scope scope, int depth)
    {
        var before = scope;
        var left = new List<Node>();
        var right = new List<Node>();
        var isMap = _dice.Chance(40);
        for (var index = _dice.Between(1, 3); index > 0; index--)
        {
            var shape = Shape.Random(_dice, 1);
            var value = terms.Of(shape, before, depth - 1);
            var pattern = value;
            if (_dice.Chance(75))
            {
                var name = world.Name("v");
                pattern = Node.TermText(name);
                scope = scope.With(name, shape);
            }
            else if (_dice.Chance(30))
            {
                pattern = Node.TermText("_");
            }

            var key = $"\"k{index}\": ";
            left.Add(isMap ? Node.Group($"{key}{pattern}") : pattern);
            right.Add(isMap ? Node.Group($"{key}{value}") : value);
        }

        var (open, close) = isMap ? ("{", "}") : ("[", "]");
        var isBinding = left.All(static item => item.ToString().Split(' ')[^1] is ['v', ..] or "_");
        var sign = isBinding && _dice.Chance(50) || _dice.Chance(2) ? ":=" : "=";
        var one = Node.Term($"{open}{Node.List(", ", 1, left)}{close}");
        var other = Node.Term($"{open}{Node.List(", ", 1, right)}{close}");
        return sign == "=" && _dice.Chance(30) ? Node.Expr($"{other} = {one}") : Node.Expr($"{one} {sign} {other}");
    }

    private Node LikelyClaim(Scope scope, int depth)
    {
        var shape = Shape.Random(_dice, 1);
        switch (_dice.Weighed(4, 4, 3, 3, 3))
        {
            case 0:
                var same = terms.Of(shape, scope, depth);
                return Node.Expr($"{same} {_dice.Pick(["==", "<=", ">=", "="])} {same}");
            case 1:
                return Node.Expr($"{terms.Of(shape, scope, depth)} != {(shape.Kind == ShapeKind.Null ? "1" : "null")}");
            case 2:
                return Node.Expr($"count({terms.Of(Shape.List(shape), scope, depth)}) >= 0");
            case 3:
                var test = shape.Kind switch
                {
                    ShapeKind.Null => "is_null",
                    ShapeKind.Flag => "is_boolean",
                    ShapeKind.Number => "is_number",
                    ShapeKind.Text => "is_string",
                    ShapeKind.List => "is_array",
                    ShapeKind.Map => "is_object",
                    _ => "is_set",
                };
                return Node.Expr($"{test}({terms.Of(shape, scope, depth)})");
            default:
                return Node.Expr($"{terms.Literal(Shape.Number, 0)} < {terms.Of(Shape.Text, scope, depth)}");
        }
    }

    private Node Claim(Scope scope, int depth) =>
        _dice.Chance(50) ? LikelyClaim(scope, depth) : terms.Of(Shape.Flag, scope, depth);

    private Node Denial(Scope scope, int depth) => _dice.Weighed(4, 3, 3) switch
    {
        0 => Node.Expr($"not {terms.Of(Shape.Random(_dice, 1), scope, depth)} == \"nothing like it\""),
        1 => Node.Expr($"not {terms.Of(Shape.Flag, scope, depth)}"),
        _ => Modified(
            Node.Expr($"not {(_dice.Chance(60) || world.Places.Count == 0 ? "input" : _dice.Pick(world.Places).Text)}.nowhere"), scope),
    };

    private Node Every(Scope scope, int depth)
    {
        var (collection, shape) = Collection(scope, depth);
        var value = world.Name("v");
        var inner = scope.With(value, shape.Items);
        var key = string.Empty;
        if (_dice.Chance(35))
        {
            key = world.Name("k");
            inner = inner.With(key, KeyOf(shape));
            key += ", ";
        }

        var statements = new List<Node>();
        for (var count = _dice.Between(1, 2); count > 0; count--)
        {
            statements.Add(_dice.Chance(75) ? LikelyClaim(inner, depth - 1) : Statement(ref inner, depth - 1));
        }

        UseDeclared(statements, inner, [value, key.TrimEnd(',', ' ')]);
        return Node.Expr($"every {key}{value} in {collection} {"{"} {Node.List("; ", 1, statements)} {"}"}");
    }

    private static void UseDeclared(List<Node> statements, Scope scope, string[] names)
    {
        var text = string.Join("; ", statements);
        foreach (var variable in scope.Variables.Where(variable => names.Contains(variable.Text)))
        {
            if (!text.Contains(variable.Text, StringComparison.Ordinal))
            {
                statements.Add(Node.Expr($"{variable.Text} != \"zz\""));
            }
        }
    }

    private Node Membership(Scope scope, int depth)
    {
        var shape = Shape.Random(_dice, 0);
        var item = terms.Of(shape, scope, depth - 1);
        var other = terms.Of(shape, scope, depth - 1);
        return _dice.Weighed(5, 2, 2) switch
        {
            0 => Node.Expr($"{item} in [{other}, {item}]"),
            1 => Node.Expr($"{"\"k\""}, {item} in {"{"}\"k\": {item}{"}"}"),
            _ => Node.Expr($"{item} in {"{"}{item}, {other}{"}"}"),
        };
    }

    /// <summary>A call whose last argument takes the result.</summary>
    private Node Output(ref Scope scope, int depth)
    {
        var name = world.Name("v");
        var (text, shape) = _dice.Weighed(3, 3, 2, 2) switch
        {
            0 => (Node.Expr($"count({Collection(scope, depth).Term}, {name})"), Shape.Number),
            1 => (Node.Expr($"plus({terms.Of(Shape.Number, scope, depth)}, 1, {name})"), Shape.Number),
            2 => (Node.Expr($"upper({terms.Of(Shape.Text, scope, depth)}, {name})"), Shape.Text),
            _ => (Node.Expr($"type_name({terms.Of(Shape.Any, scope, depth)}, {name})"), Shape.Text),
        };
        scope = scope.With(name, shape);
        return text;
    }

    private Node Iteration(ref Scope scope)
    {
        if (world.Spreads.Count == 0)
        {
            return Assignment(ref scope, 1);
        }

        var spread = _dice.Pick(world.Spreads);
        var value = world.Name("v");
        scope = scope.Many();
        if (_dice.Chance(50))
        {
            scope = scope.With(value, spread.Shape);
            return Node.Expr($"{value} := {spread.Text}");
        }

        var key = world.Name("k");
        var path = spread.Text[..^3];
        scope = scope.With(key, Shape.Any).With(value, spread.Shape);
        return _dice.Chance(50)
            ? Node.Expr($"{path}[{key}] = {value}")
            : Node.Group($"some {key}; {Node.Expr($"{value} = {path}[{key}]")}");
    }

    private Node Walk(ref Scope scope, int depth)
    {
        var (collection, _) = Collection(scope, depth);
        var path = world.Name("v");
        var value = world.Name("v");
        scope = scope.Many().With(path, Shape.List(Shape.Any)).With(value, Shape.Any);
        return _dice.Chance(70)
            ? Node.Expr($"walk({collection}, [{path}, {value}])")
            : Node.Expr($"[{path}, {value}] := walk({collection})[_]") is var odd && _dice.Chance(5) ? odd
            : Node.Expr($"walk({collection}, {"["}{path}, {value}{"]"})");
    }

    /// <summary>The statement under another input, other data, or another function.</summary>
    private Node Modified(Node statement, Scope scope)
    {
        if (!_dice.Chance(30))
        {
            return statement.Kind == NodeKind.Term ? Node.Expr($"{statement}") : statement;
        }

        var changes = new List<Node>();
        for (var count = _dice.Between(1, 2); count > 0; count--)
        {
            changes.Add(Node.Optional($" with {Change(scope)}"));
        }

        return Node.Expr($"{statement}{Node.List(string.Empty, 0, changes)}");
    }

    private Node Change(Scope scope)
    {
        switch (_dice.Weighed(3, 5, 4, 3, 2, 2))
        {
            case 0:
                return Node.Group($"input as {terms.Literal(Shape.Any, 2)}");
            case 1 when world.Input is RegoObject { Count: > 0 } input:
                var key = input.KeyAt(_dice.Below(input.Count));
                return Node.Group($"input{World.Step(key, _dice)} as {terms.Of(Shape.Of(input.Get(key)!), scope, 1)}");
            case 2:
                var root = world.Data.KeyAt(_dice.Below(world.Data.Count));
                var step = root.ToString() == "\"fuzz\"" ? ".fuzz.base" : World.Step(root, _dice);
                return Node.Group($"data{step} as {terms.Of(Shape.Any, scope, 1)}");
            case 3 when world.Rules.Count > 0:
                var rule = _dice.Pick(world.Rules);
                var name = rule.Text.Contains('.', StringComparison.Ordinal) ? rule.Text : "data.fuzz." + rule.Text;
                return Node.Group($"{name} as {terms.Of(rule.Shape, scope, 0)}");
            case 4 when world.Functions.Count > 0:
                var function = _dice.Pick(world.Functions);
                return Node.Group($"{function.Name} as {terms.Of(function.Result, scope, 0)}");
            case 5:
                return Node.Group(
                    $"{_dice.Pick(["count as 3", "upper as lower", "time.now_ns as 1", "type_name as \"t\"", "is_number as is_string"])}");
            default:
                return Node.Group($"input.a as {terms.Of(Shape.Any, scope, 0)}");
        }
    }
}
