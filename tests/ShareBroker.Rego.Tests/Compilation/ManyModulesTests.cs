namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>Modules are compiled side by side; nobody may see in what order.</summary>
public sealed class ManyModulesTests
{
    private const string LateFault = "p if x";
    private const string EarlyFault = "f(data) := 1";
    private const string NoFault = "p if { some y in [1]; every z in [y] { z == 1 } }";

    [Fact]
    public void The_faults_of_the_earliest_stage_hide_those_of_later_ones_in_any_module()
    {
        var texts = Enumerable.Range(0, 24).Select(static index => Text(index, index switch
        {
            < 3 => LateFault,
            11 or 21 => EarlyFault,
            _ => NoFault,
        })).ToArray();

        var errors = Compiling.Modules(texts).Errors;

        errors.Select(static error => error.Location.File).ShouldBe(["test-11.rego", "test-21.rego"], ignoreOrder: true);
        errors.ShouldAllBe(static error => error.Message.StartsWith("args must not shadow data", StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_of_one_stage_come_in_the_order_of_the_modules()
    {
        var texts = Enumerable.Range(0, 9).Select(static index => Text(index, LateFault)).ToArray();

        for (var round = 0; round < 20; round++)
        {
            Compiling.Modules(texts).Errors.Select(static error => error.Location.File)
                .ShouldBe(Enumerable.Range(0, 9).Select(static index => $"test-{index}.rego"));
        }
    }

    [Fact]
    public void Compiled_bodies_are_the_same_each_time()
    {
        var texts = Enumerable.Range(0, 12).Select(static index => Text(index, NoFault + "\nq := [a | some a, b in input.c; b > count(a)]"))
            .ToArray();
        var first = Show(texts);

        for (var round = 0; round < 20; round++)
        {
            Show(texts).ShouldBe(first);
        }
    }

    private static string Text(int index, string rules) => $"package t{index}\n{rules}\n";

    private static string Show(string[] texts) => string.Join("\n", Compiling.Modules(texts).Result!.Modules
        .SelectMany(static module => module.Rules).Select(static rule => string.Join("\n", rule.Body.Exprs)));
}
