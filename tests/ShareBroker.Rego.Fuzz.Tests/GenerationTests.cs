using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Fuzz.Tests;

public sealed class GenerationTests
{
    private const int Count = 250;

    [Fact]
    public void A_seed_and_a_number_are_a_program()
    {
        for (var number = 0; number < 20; number++)
        {
            Writer(3).Of(number).ToString().ShouldBe(Writer(3).Of(number).ToString());
        }

        Writer(3).Of(1).ToString().ShouldNotBe(Writer(4).Of(1).ToString());
    }

    [Fact]
    public void Most_programs_compile_and_are_defined_and_the_language_is_covered()
    {
        var writer = Writer(5);
        var tally = new Tally();
        for (var number = 0; number < Count; number++)
        {
            var program = writer.Of(number);
            tally.Add(program, OwnEngine.Ask(program));
        }

        var report = tally.Report([]);
        tally.Compiled.ShouldBeGreaterThan(Count * 8 / 10, report);
        tally.Defined.ShouldBeGreaterThan(Count * 7 / 10, report);
        SyntaxFeatures.All.Except(tally.Features.Keys).ShouldBeEmpty();
        tally.Builtins.Count.ShouldBeGreaterThan(writer.Pool.Builtins.Count * 3 / 4, report);
    }

    [Fact]
    public void Nothing_of_the_engine_fails_in_a_way_of_its_own()
    {
        var writer = Writer(6);
        for (var number = 0; number < Count; number++)
        {
            var program = writer.Of(number);
            foreach (var outcome in OwnEngine.Ask(program))
            {
                outcome.Kind.ShouldNotBe(OutcomeKind.Broken, $"{program}\n{outcome}");
            }
        }
    }

    [Fact]
    public void The_public_policies_give_results_on_their_own_inputs()
    {
        var policies = PublicPolicies.Load(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "public-style"));
        policies.Count.ShouldBe(5);
        var values = 0;
        for (var number = 0; number < 60; number++)
        {
            values += OwnEngine.Ask(policies.Next(new Dice(1, number)))[0].IsValue ? 1 : 0;
        }

        values.ShouldBeGreaterThan(45);
    }

    private static ProgramWriter Writer(long seed)
    {
        var folder = TestPlaces.SharedPath("data/rego-cases/given/v1", "programs made of the cases");
        return new ProgramWriter(
            seed,
            folder is null ? null : Material.Value,
            folder is null ? null : OldMaterial.Value,
            PublicPolicies.Load(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "public-style")));
    }

    private static Lazy<CaseMaterial> OldMaterial { get; } =
        new(static () => CaseMaterial.Load(Path.Combine(TestPlaces.Shared!, "data/rego-cases/given/v0"), isV0: true));

    private static Lazy<CaseMaterial> Material { get; } =
        new(static () => CaseMaterial.Load(Path.Combine(TestPlaces.Shared!, "data/rego-cases/given/v1")));
}
