using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Makes the program of a seed and a number, always the same one.</summary>
internal sealed class ProgramWriter(long seed, CaseMaterial? material, CaseMaterial? oldMaterial, PublicPolicies policies)
{
    private static readonly string[] Packages = ["fuzz", "fuzz.sub", "lib.tools"];

    private readonly CallPool _pool = new(material);

    public CallPool Pool => _pool;

    public FuzzProgram Of(long number)
    {
        var dice = new Dice(seed, number);
        return dice.Weighed(46, 16, material is null ? 0 : 20, policies.Any ? 7 : 0, 6, oldMaterial is null ? 0 : 5) switch
        {
            0 => Grammar(dice),
            1 => Calls(dice),
            2 => new Recombiner(material!, dice).Next(),
            3 => policies.Next(dice),
            4 => OldForm.Of(Grammar(dice), dice),
            _ => new Recombiner(oldMaterial!, dice).Next(),
        };
    }

    /// <summary>What is asked of a rule: its bindings, and its text in Rego's own notation, which shows sets and keys as they
    /// are.</summary>
    public static Node Query(string term) => Node.Group($"x = {Node.TermText(term)}{Node.Optional($"; t = sprintf(\"%v\", [x])")}");

    private FuzzProgram Grammar(Dice dice)
    {
        var world = World.Of(dice);
        var terms = new TermWriter(world, _pool);
        var modules = new List<Node>();
        var queries = new List<Node>();
        for (var index = dice.Weighed(0, 70, 22, 8); index > 0; index--)
        {
            var package = Packages[modules.Count];
            var writer = new RuleWriter(world, terms, "data." + package);
            var rules = new List<Node>();
            var before = world.Rules.Count;
            var imports = Imports(dice, world, modules.Count);
            for (var count = dice.Between(2, 6); count > 0; count--)
            {
                rules.Add(Sound(dice, world, writer, candidate => [.. modules, Module(package, imports, [.. rules, candidate])]));
            }

            modules.Add(Module(package, imports, rules));
            Query(dice, world.Rules.Skip(before), package, queries);
            // Short names end with their module.
            world.Rules.RemoveAll(static place => !place.Text.StartsWith("data.", StringComparison.Ordinal));
            world.Functions.RemoveAll(static function => !function.Name.StartsWith("data.", StringComparison.Ordinal));
        }

        var data = Node.OfJson(world.Data);
        var input = world.Input is { } value ? Node.OfJson(value) : null;
        var isStrict = dice.Chance(20);
        return new FuzzProgram(modules, data, input, isStrict ? Paths(queries) : queries, isStrict) { Origin = "grammar" };
    }

    private static Node Module(string package, Node imports, IReadOnlyList<Node> rules) =>
        Node.Group($"package {package}\n{imports}\n{Node.List("\n\n", 0, rules)}\n");

    // A program with a fault anywhere is refused as a whole, so most rules that have one are written again; some are left as they are.
    private static Node Sound(Dice dice, World world, RuleWriter writer, Func<Node, IReadOnlyList<Node>> modulesWith)
    {
        for (var tries = 0; ; tries++)
        {
            var (rules, functions, spreads) = (world.Rules.Count, world.Functions.Count, world.Spreads.Count);
            var rule = writer.Next();
            if (tries == 5 || dice.Chance(2) || OwnEngine.Compiles(modulesWith(rule)))
            {
                return rule;
            }

            world.Rules.RemoveRange(rules, world.Rules.Count - rules);
            world.Functions.RemoveRange(functions, world.Functions.Count - functions);
            world.Spreads.RemoveRange(spreads, world.Spreads.Count - spreads);
        }
    }

    // Strict evaluation is asked for plain paths only.
    private static List<Node> Paths(List<Node> queries)
    {
        var paths = queries.Select(static query => query.ToString().Split(';')[0]).Where(static text => !text.Contains('['))
            .Select(static text => Node.Text(text)).ToList();
        return paths.Count == 0 ? [Node.Text("x = data.fuzz")] : paths;
    }

    private static Node Imports(Dice dice, World world, int index)
    {
        var imports = new List<Node>();
        if (dice.Chance(20))
        {
            imports.Add(Node.Text("\nimport rego.v1"));
        }

        if (dice.Chance(12) && world.Input is RegoObject { Count: > 0 } input)
        {
            imports.Add(Node.Text($"\nimport input{World.Step(input.KeyAt(0))} as imported"));
            world.Rules.Add(new Place("imported", Shape.Of(input.ValueAt(0))));
        }

        if (index > 0 && dice.Chance(60))
        {
            imports.Add(Node.Text($"\nimport data.{Packages[0]}{(dice.Chance(50) ? " as other" : string.Empty)}"));
        }

        return Node.List(string.Empty, 0, imports);
    }

    private static void Query(Dice dice, IEnumerable<Place> rules, string package, List<Node> queries)
    {
        if (dice.Chance(60))
        {
            queries.Add(Query("data." + package));
        }

        foreach (var rule in rules.Where(static rule => rule.Text.StartsWith("data.", StringComparison.Ordinal)))
        {
            if (dice.Chance(35))
            {
                queries.Add(Query(rule.Text));
            }

            if (rule.Shape.HoldsItems && dice.Chance(20))
            {
                queries.Add(Query(rule.Text + dice.Pick(["[_]", "[k]", "[\"a\"]", "[0]", "[k]"])));
            }
        }

        if (queries.Count == 0)
        {
            queries.Add(Query("data." + package));
        }
    }

    // Rules that are one call each: every builtin, again and again, with other arguments.
    private FuzzProgram Calls(Dice dice)
    {
        var world = World.Of(dice);
        var terms = new TermWriter(world, _pool);
        var rules = new List<Node>();
        var isStrict = dice.Chance(40);
        var focus = dice.Pick(_pool.Builtins);
        var queries = new List<Node>();
        for (var index = dice.Between(4, 10); index > 0; index--)
        {
            var builtin = dice.Chance(35) ? focus : dice.Pick(_pool.Builtins);
            var call = terms.Calls.Of(builtin, Scope.Empty, dice.Below(3));
            for (var tries = 0; tries < 4 && !dice.Chance(1)
                && !OwnEngine.Compiles([Node.Group($"package fuzz\n\nc := {call}\n")]); tries++)
            {
                call = terms.Calls.Of(builtin, Scope.Empty, dice.Below(3));
            }

            rules.Add(Node.Group($"c{index} := {call}"));
            if (isStrict)
            {
                queries.Add(Node.Text($"x = data.fuzz.c{index}"));
            }
        }

        if (!isStrict)
        {
            queries.Add(Query("data.fuzz"));
        }

        var module = Node.Group($"package fuzz\n\n{Node.List("\n", 0, rules)}\n");
        var input = world.Input is { } value ? Node.OfJson(value) : null;
        return new FuzzProgram([module], Node.OfJson(world.Data), input, queries, isStrict) { Origin = "calls" };
    }
}
