using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>What the parser lets through, the compiler can bear: in stack and in time.</summary>
public sealed class HostilePolicyTests
{
    private const int SmallStackBytes = 1024 * 1024;

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("{", "1", "}")]
    [InlineData("{1: ", "1", "}")]
    [InlineData("(1 + ", "1", ")")]
    [InlineData("[x | x := ", "1", "]")]
    [InlineData("{1: x | x := ", "1", "}")]
    [InlineData("abs(", "1", ")")]
    [InlineData("input.a[", "1", "]")]
    [InlineData("$\"{", "1", "}\"")]
    public void The_deepest_nesting_that_is_read_compiles_on_a_small_stack(string opening, string core, string closing)
    {
        var deepest = 0;
        var thread = new Thread(
            () =>
            {
                for (var depth = 5; depth <= Parser.DepthMax; depth += 5)
                {
                    var text = "package t\np := "
                        + string.Concat(Enumerable.Repeat(opening, depth)) + core + string.Concat(Enumerable.Repeat(closing, depth));
                    if (Parser.ParseModule("m.rego", text).Result is null)
                    {
                        return;
                    }

                    deepest = depth;
                    _ = Compiling.Modules(text).Errors.Count;
                }
            },
            SmallStackBytes);
        thread.Start();
        thread.Join();

        deepest.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_long_body_in_the_worst_order_is_put_in_order()
    {
        var lines = Enumerable.Range(0, 1_500).Select(static i => $"x{i} = x{i + 1} + 1").Append("x1500 = 0");

        var outcome = Compiling.Modules("package t\np if {\n" + string.Join('\n', lines) + "\n}");

        outcome.Errors.ShouldBeEmpty();
        outcome.Result!.Modules[0].Rules[0].Body.Exprs[0].ToString().ShouldBe("eq(x1500, 0)");
    }

    [Fact]
    public void Many_rules_that_read_each_other_in_a_row_compile()
    {
        var rules = Enumerable.Range(0, 3_000).Select(static i => $"p{i} := p{i + 1}").Append("p3000 := 1");

        Compiling.Modules("package t\n" + string.Join('\n', rules)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Compiling_twice_gives_the_same_names()
    {
        const string Text = "package t\np if { some x in input.a; y := x + 1; every z in y { z > 1 } }";

        Compiling.Show(Text).ShouldBe(Compiling.Show(Text));
    }
}
