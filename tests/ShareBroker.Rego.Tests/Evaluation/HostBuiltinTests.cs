using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>Functions that a host adds to the language.</summary>
public sealed class HostBuiltinTests
{
    private static readonly RegoBuiltin Double =
        RegoBuiltin.Of("agency.double", "number -> number", static (_, arguments) => Twice(arguments[0]), isDeterministic: true);

    [Fact]
    public void A_policy_calls_what_its_host_hands_in() =>
        Value("package t\np := agency.double(21)", "data.t.p", Double).ShouldBe("42");

    [Fact]
    public void With_puts_a_stand_in_in_its_place() =>
        Value("package t\np := agency.double(1)\nq := v if v := p with agency.double as 7", "data.t.q", Double).ShouldBe("7");

    [Theory]
    [InlineData("p := agency.double(\"a\")", "rego_type_error")]
    [InlineData("p := agency.double(1, 2, 3)", "rego_type_error")]
    [InlineData("p := startswith(agency.double(1), \"a\")", "rego_type_error")]
    [InlineData("p := agency.triple(1)", "rego_type_error")]
    public void Its_signature_holds_at_compile_time(string rule, string code) =>
        Should.Throw<RegoCompileException>(() => Value("package t\n" + rule, "data.t.p", Double)).Code.ShouldBe(code);

    [Fact]
    public void Its_signature_holds_for_input() =>
        Value("package t\np := agency.double(input.x)", "data.t.p", Double).ShouldBe("undefined");

    [Theory]
    [InlineData("http.send({})")]
    [InlineData("opa.runtime()")]
    [InlineData("net.lookup_ip_addr(\"host.example\")")]
    public void What_reaches_outside_compiles_only_when_handed_in(string call)
    {
        var fault = Should.Throw<RegoCompileException>(() => Value($"package t\np := {call}", "data.t.p"));

        fault.Errors[0].Message.ShouldStartWith("undefined function");
        Value($"package t\np := {call}", "data.t.p", [.. RegoBuiltin.Unreachable]).ShouldBe(call.StartsWith('o') ? "{}" : "undefined");
    }

    [Fact]
    public void A_host_decides_what_reaching_outside_means()
    {
        var send = RegoBuiltin.HttpSend(static (_, arguments) => ((RegoObject)arguments[0]).Get(RegoString.Of("url")));

        Value("package t\np := http.send({\"url\": \"u\", \"method\": \"get\"})", "data.t.p", send).ShouldBe("\"u\"");
    }

    [Fact]
    public void What_may_change_is_asked_once_for_the_same_arguments()
    {
        var calls = 0;
        var next = RegoBuiltin.Of(
            "agency.next", "string -> number", (_, _) => RegoNumber.Of(Interlocked.Increment(ref calls)), isDeterministic: false);

        Value("package t\np := [agency.next(\"a\"), agency.next(\"a\"), agency.next(\"b\")]", "data.t.p", next).ShouldBe("[1, 1, 2]");
    }

    [Fact]
    public void A_refusal_is_undefined_and_ends_a_strict_evaluation()
    {
        var refusing = RegoBuiltin.Of(
            "agency.refuse", "any -> any", static (_, _) => throw new RegoBuiltinException("not today"), isDeterministic: true);

        Value("package t\np if not agency.refuse(1)", "data.t.p", refusing).ShouldBe("true");
        var policy = Policy("package t\np := agency.refuse(1)", refusing);
        var strict = Evaluating.World with { StrictBuiltinErrors = true };
        var fault = Should.Throw<RegoEvaluationException>(
            () => policy.Prepare("data.t.p").Evaluate(null, Evaluating.Ample, strict, CancellationToken.None));
        (fault.Code, fault.Errors[0].Message).ShouldBe(("eval_builtin_error", "agency.refuse: not today"));
    }

    [Fact]
    public void A_mistake_of_the_host_is_never_an_answer()
    {
        var broken = RegoBuiltin.Of(
            "agency.broken", "any -> any", static (_, _) => throw new InvalidOperationException("secret"), isDeterministic: true);

        var fault = Should.Throw<RegoEvaluationException>(() => Value("package t\np if not agency.broken(1)", "data.t.p", broken));

        fault.Code.ShouldBe("eval_host_error");
        fault.Message.ShouldNotContain("secret");
        fault.InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void Its_work_counts_toward_the_budget()
    {
        var busy = RegoBuiltin.Of(
            "agency.busy",
            "number -> number",
            static (call, arguments) =>
            {
                call.Work(long.MaxValue);
                return arguments[0];
            },
            isDeterministic: true);

        Should.Throw<RegoEvaluationException>(() => Value("package t\np if not agency.busy(1)", "data.t.p", busy)).Code
            .ShouldBe("eval_budget_steps");
    }

    [Theory]
    [InlineData("count", "any -> number")]
    [InlineData("http.send", "any -> any")]
    [InlineData("internal.print", "any -> any")]
    [InlineData("data.f", "any -> any")]
    [InlineData("agency.if", "any -> any")]
    [InlineData("agency..f", "any -> any")]
    [InlineData("agency f", "any -> any")]
    [InlineData("", "any -> any")]
    [InlineData("agency.f", "any")]
    [InlineData("agency.f", "anything -> any")]
    [InlineData("agency.f", "any -> ")]
    [InlineData("agency.f", "array[ -> any")]
    [InlineData("agency.f", "any<string, -> any")]
    [InlineData("agency.f", "object<a: string -> any")]
    public void A_name_or_signature_that_cannot_be_is_refused(string name, string types) =>
        Should.Throw<ArgumentException>(() => RegoBuiltin.Of(name, types, static (_, _) => null, isDeterministic: true));

    [Fact]
    public void One_name_is_handed_in_once() =>
        Should.Throw<ArgumentException>(() => Policy("package t", Double, Double));

    private static RegoValue? Twice(RegoValue value) =>
        value is RegoNumber number && number.TryGetInt64(out var n) ? RegoNumber.Of(2 * n) : null;

    private static RegoPolicy Policy(string module, params RegoBuiltin[] builtins) =>
        RegoPolicy.Compile([new RegoSource("t.rego", module)], null, new RegoCompileOptions { Builtins = builtins });

    private static string Value(string module, string query, params RegoBuiltin[] builtins) =>
        Policy(module, builtins).Value(query)?.ToString() ?? "undefined";
}
