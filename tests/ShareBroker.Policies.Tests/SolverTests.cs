using ShareBroker.Policies.Proving;

namespace ShareBroker.Policies.Tests;

/// <summary>The proofs of the check stand on this: it is judged by trying every combination.</summary>
public sealed class SolverTests
{
    private static readonly Variable[] World =
        [new(0, "a", ["1", "2", "3"]), new(1, "b", ["1", "2"]), new(2, "c", ["1", "2", "3", "4"]), new(3, "d", ["1", "2"])];

    [Fact]
    public void The_solver_agrees_with_trying_every_combination()
    {
        var random = new Random(20261122);
        var possible = 0;
        for (var round = 0; round < 3000; round++)
        {
            var formulas = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Any(random, depth: 3)).ToList();
            var expected = Everything().Any(values => formulas.TrueForAll(one => Holds(one, values)));
            possible += expected ? 1 : 0;

            Solver.Find(World, formulas).IsImpossible.ShouldBe(!expected, string.Join(" and ", formulas));
        }

        possible.ShouldBeInRange(300, 2700, "both answers must come up");
    }

    [Fact]
    public void A_negation_holds_exactly_where_the_statement_does_not()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 500; round++)
        {
            var formula = Any(random, depth: 3);

            Everything().ShouldAllBe(values => Holds(Formula.Not(formula), values) != Holds(formula, values));
        }
    }

    [Fact]
    public void What_is_too_much_to_try_is_unknown_and_never_proved()
    {
        // Thirty-one pigeons in thirty holes: impossible, and far beyond the splits that are allowed.
        var holes = Enumerable.Range(0, 30).Select(hole => $"{hole}").ToList();
        var pigeons = Enumerable.Range(0, 31).Select(pigeon => new Variable(pigeon, $"{pigeon}", holes)).ToList();
        var apart = pigeons.SelectMany(one => pigeons.Where(other => other.Index > one.Index).Select(other => (Formula)new Formula.Any(
            [.. holes.Select(hole => new Formula.All([one.In(value => value == hole), other.In(value => value != hole)]))])));

        Solver.Find(pigeons, apart.Take(60)).IsImpossible.ShouldBeFalse();
        Solver.Find(pigeons, apart).IsImpossible.ShouldBeFalse();
    }

    private static Formula Any(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
        {
            var variable = World[random.Next(World.Length)];
            return new Formula.Is(variable, (UInt128)random.Next(1 << variable.Values.Count));
        }

        Formula[] parts = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))];
        return random.Next(2) == 0 ? new Formula.All(parts) : new Formula.Any(parts);
    }

    private static IEnumerable<int[]> Everything() =>
        from a in Enumerable.Range(0, 3)
        from b in Enumerable.Range(0, 2)
        from c in Enumerable.Range(0, 4)
        from d in Enumerable.Range(0, 2)
        select new[] { a, b, c, d };

    private static bool Holds(Formula formula, int[] values) => formula switch
    {
        Formula.Is term => ((term.Values >> values[term.Variable.Index]) & 1) == 1,
        Formula.All all => all.Parts.All(part => Holds(part, values)),
        Formula.Any any => any.Parts.Any(part => Holds(part, values)),
        _ => throw new InvalidOperationException(),
    };
}
