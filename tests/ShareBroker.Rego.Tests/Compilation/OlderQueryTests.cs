using ShareBroker.Rego.Tooling;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>Queries are read in the Rego of the modules, as <c>opa eval --v0-compatible</c> reads them.</summary>
public sealed class OlderQueryTests
{
    private const string Unsafe = "var in is unsafe (hint: `import future.keywords.in` to import a future keyword)";

    private static readonly RegoPolicy Older = Policy(modulesAreV0: true);

    [Fact]
    public void What_is_a_keyword_today_was_a_name()
    {
        Faults(() => Older.Prepare("x := [1]; x == in")).ShouldBe([Unsafe]);
        Faults(() => ExpressionQuery.Prepare(Older, "x := [1]; x == in")).ShouldBe([Unsafe]);
        Faults(() => Policy(modulesAreV0: false).Prepare("x := [1]; x == in")).ShouldNotBe([Unsafe]);
    }

    [Theory]
    [InlineData("future.keywords")]
    [InlineData("future.keywords.in")]
    [InlineData("rego.v1")]
    public void An_import_makes_it_a_keyword(string import) =>
        ExpressionQuery.Prepare(Older, "1 in [1]", package: null, [import])
        .Evaluate(null, EvaluationBudget.Interactive, EvaluationEnvironment.System, CancellationToken.None).Count.ShouldBe(1);

    private static RegoPolicy Policy(bool modulesAreV0) =>
        RegoPolicy.Compile([new RegoSource("m.rego", "package m")], options: new RegoCompileOptions { ModulesAreV0 = modulesAreV0 });

    private static IEnumerable<string> Faults(Action prepare) =>
        Should.Throw<RegoCompileException>(prepare).Errors.Select(static error => error.Message);
}
