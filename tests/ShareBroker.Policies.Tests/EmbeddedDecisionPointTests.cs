using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tests;

public sealed class EmbeddedDecisionPointTests
{
    private static readonly EvaluationBudget Small = DecisionBudget.Standard with { StepsMax = 200_000,
        Time = TimeSpan.FromMilliseconds(500) };

    public static TheoryData<string, string, string> Failures => new()
    {
        { "says nothing", "decision := 1 if input.never", "undefined" },
        { "answers text", "decision := \"permit\"", "decision_malformed" },
        { "answers true", "decision := true", "decision_malformed" },
        { "permits without fields", """decision := {"effect": "permit", "reasons": ["permit_x"], "rules": [], "fields": {}, "obligations": []}""", "decision_malformed" },
        { "contradicts itself", "decision := x if { some x in [1, 2] }", "eval_conflict_error" },
        { "loops", "decision := count([1 | some i in numbers.range(1, 100000); some j in numbers.range(1, 100000); i < j])",
            "eval_budget" },
        { "loops below not",
            "decision := 1 if not big\n\nbig if { some i in numbers.range(1, 100000); some j in numbers.range(1, 100000); i + j < 0 }",
                "eval_budget" },
        { "builds too much", "decision := numbers.range(1, 100000000)", "eval_budget" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_policy_that_fails_is_a_denial_that_names_the_fault(string what, string rules, string fault)
    {
        var outcome = Point(rules).Decide(RegoJson.Parse("{}"), ["case.id"], CancellationToken.None);

        outcome.Decision.ShouldBe(Decision.SystemUnavailable, what);
        outcome.Fault.ShouldNotBeNull().ShouldStartWith(fault);
    }

    [Fact]
    public void A_caller_who_gives_up_is_told_so_and_gets_no_decision()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        var point = Point("decision := count([1 | some i in numbers.range(1, 100000); some j in numbers.range(1, 100000); i < j])");

        Should.Throw<OperationCanceledException>(() => point.Decide(RegoJson.Parse("{}"), ["case.id"], gone.Token));
    }

    [Fact]
    public void A_policy_that_does_not_compile_names_every_place()
    {
        var fault = Should.Throw<PolicyException>(() => Set("a := x\n\nb := y"));

        fault.Code.ShouldBe("policy_compile");
        fault.Message.ShouldContain("x");
        fault.Message.ShouldContain("y");
    }

    private static EmbeddedDecisionPoint Point(string rules) =>
        new(Set(rules), leafIndex: -1, Small, DecisionBudget.Environment(TimeProvider.System));

    private static PolicySet Set(string rules) => PolicySet.FromFiles(
    [
        new PolicyFile(".manifest", Encoding.UTF8.GetBytes("""{"revision":"t"}""")),
        new PolicyFile("base/words/data.json", Encoding.UTF8.GetBytes("""{"regimes":{},"fields":{},"facts":{}}""")),
        new PolicyFile("rules.rego", Encoding.UTF8.GetBytes("package sharebroker.disclosure\n\n" + rules + "\n")),
    ]);
}
