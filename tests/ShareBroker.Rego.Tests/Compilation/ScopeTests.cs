namespace ShareBroker.Rego.Tests.Compilation;

public sealed class ScopeTests
{
    [Theory]
    [InlineData("p if { x := 1; x == 1 }", "eq(__local0__, 1)\neq(__local0__, 1)")]
    [InlineData("p if { some x in [1] }", "eq(__local3__, [1])\neq(__local2__, __local3__[__local1__])")]
    [InlineData("p if { some k, v in input.m; k != v }", "eq(__local1__, input.m[__local0__])\nneq(__local0__, __local1__)")]
    [InlineData("q := 1\np if { q == 1 }", "true\neq(data.t.q, 1)")]
    [InlineData("q := 1\np if { q := 2; q == 2 }", "true\neq(__local0__, 2)\neq(__local0__, 2)")]
    [InlineData("import data.x.y as z\np if { z[i].a == i }", "eq(data.x.y[i].a, i)")]
    [InlineData("p if { input := 1 == 2 }", null)]
    [InlineData("p if { count(input.x) > 1 }", "eq(__local1__, input.x)\neq(__local0__, count(__local1__))\ngt(__local0__, 1)")]
    [InlineData("p if { not startswith(input.x, \"a\") }", "eq(__local0__, input.x)\nnot startswith(__local0__, \"a\")")]
    [InlineData("p if { y > 1; y = input.x }", "eq(y, input.x)\ngt(y, 1)")]
    [InlineData("p if { walk(input, [path, v]) }", "eq(__local0__, input)\neq([path, v], walk(__local0__))")]
    [InlineData("p := [x | x := input.a[_]]", "true\neq(__local1__, [__local0__ | eq(__local0__, input.a[_])])")]
    [InlineData("p[input.x] := 1", "true\neq(__local0__, input.x)")]
    [InlineData("p if { input.a[input.b].c }", "eq(__local0__, input.b)\ninput.a[__local0__].c")]
    [InlineData("p if { print(input.x) }", "true")]
    public void Names_and_calls_are_resolved(string rules, string? expected)
    {
        var outcome = Compiling.Modules("package t\n" + rules);

        if (expected is null)
        {
            outcome.Errors.ShouldNotBeEmpty();
            return;
        }

        outcome.Errors.ShouldBeEmpty();
        Compiling.Show("package t\n" + rules).ShouldBe(expected);
    }

    [Theory]
    [InlineData("p if { x := 1; x := 2 }", "2 rego_compile_error var x assigned above")]
    [InlineData("p if { x > 1; x := 2 }", "2 rego_compile_error var x referenced above")]
    [InlineData("p if { some x; x := 2 }", "2 rego_compile_error var x declared above")]
    [InlineData("f(x) if { x := 1 }", "2 rego_compile_error arg x redeclared")]
    [InlineData("p if { some x }", "2 rego_compile_error declared var x unused")]
    [InlineData("p if { not x := 1 }", "2 rego_compile_error cannot assign vars inside negated expression")]
    [InlineData("p if { input.x := 1 }", "2 rego_compile_error cannot assign to ref")]
    [InlineData("p if { input := 1 }", "2 rego_compile_error variables must not shadow input (use a different variable name)")]
    [InlineData("input := 1", "2 rego_compile_error rules must not shadow input (use a different rule name)")]
    [InlineData("f(data) := 1", "2 rego_compile_error args must not shadow data (use a different variable name)")]
    [InlineData("import data.a\nimport input.a\np := a", "3 rego_compile_error import must not shadow import data.a")]
    [InlineData("p if { count := 1; x := [count([1])]; x }", "2 rego_compile_error called function count shadowed")]
    [InlineData("f(g(x)) := 1", "2 rego_compile_error rule arguments cannot contain calls")]
    public void Scopes_that_contradict_themselves_are_faults(string rules, string expected) =>
        Compiling.Fault(Compiling.Modules("package t\n" + rules).Errors).ShouldBe(expected);

    [Fact]
    public void Unsafe_variables_of_a_query_are_named_in_the_order_of_the_text() =>
        Compiling.Query("x := 1; y = [x, _]; some z in [1]; count([w | w := z]) == n").Errors.Select(static error => error.Message)
            .ShouldBe(["var _ is unsafe", "var y is unsafe", "var n is unsafe"]);

    [Fact]
    public void Reported_variables_are_those_of_the_query_itself() =>
        Compiling.Query("x := 1; y = [x]; some z in [1]; n = count([w | w := z]); input.a[_]").Result!.Bindings
            .Select(static binding => binding.Written).Order(StringComparer.Ordinal).ShouldBe(["n", "x", "y", "z"]);
}
