using System.Security.Cryptography;
using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Tooling;

public sealed class TestSuiteOptionTests
{
    private static readonly EvaluationEnvironment Environment = new()
    {
        Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill,
    };

    [Fact]
    public void Options_of_the_compilation_reach_tests()
    {
        var ward = RegoBuiltin.Of("clinic.ward", "-> string", static (_, _) => RegoString.Of("w"), isDeterministic: true);

        Run("package t\ntest_old { clinic.ward() == \"w\" }", new() { ModulesAreV0 = true, Builtins = [ward] }).AllPassed.ShouldBeTrue();
        Code("package t\nimport data.unused\ntest_a if true", new() { IsStrict = true }).ShouldBe("rego_compile_error");
        Code("package t\ntest_a if count([]) == 0", new() { UnsafeBuiltins = new HashSet<string> { "count" } }).ShouldBe("rego_type_error");
        Code("package t\ntest_a if input.x == 1", new()
        {
            Schemas = new Dictionary<string, RegoValue>
            {
                ["schema"] = RegoJson.Parse("""{"type": "object", "properties": {"y": {}}, "additionalProperties": false}"""),
            },
        }).ShouldBe("rego_type_error");
    }

    [Fact]
    public void A_source_may_be_written_in_another_language_than_the_rest()
    {
        var suite = TestSuite.Compile(
            [
                new RegoSource("new.rego", "package a\nx if true"),
                new RegoSource("old.rego", "package a\ntest_x { x }") { IsV0 = true },
            ],
            data: null);

        suite.Run(new TestWishes(), EvaluationBudget.Batch, Environment, CancellationToken.None).AllPassed.ShouldBeTrue();
    }

    private static TestReport Run(string text, RegoCompileOptions options) =>
        TestSuite.Compile([new RegoSource("t.rego", text)], data: null, options)
            .Run(new TestWishes(), EvaluationBudget.Batch, Environment, CancellationToken.None);

    private static string Code(string text, RegoCompileOptions options) =>
        Should.Throw<RegoCompileException>(() => Run(text, options)).Code;
}
