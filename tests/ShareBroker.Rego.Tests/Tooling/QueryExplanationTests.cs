using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Tooling;

public sealed class QueryExplanationTests
{
    private const string Policy = """
        package clinic

        default allow := false

        allow if {
        	input.user == "bob"
        	some role in data.roles
        	role.name == input.role
        }

        allow if {
        	is_owner
        	input.urgent
        }

        is_owner if owner(input.user) == "yes"

        owner(name) := "no" if name != "ada"

        owner(name) := "yes" if name == "ada"
        """;

    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 1_000_000,
        Time = TimeSpan.FromMinutes(1),
        MemoryMaxBytes = 1L << 28,
        OutputMaxBytes = 1 << 20,
        DepthMax = 100,
    };

    [Fact]
    public void It_names_the_expression_that_stopped_each_rule_with_its_values()
    {
        var text = Explain("""{"user": "bob", "role": "surgeon"}""").Print();

        text.ShouldBe("""
            data.clinic.allow is false: none of its rules gave a value, so the default at p.rego:3 counts
              the rule at p.rego:5 stopped at p.rego:8: role.name == input.role did not hold (2 ways; values of the last)
                input.role is "surgeon"
                role is {"name": "doctor"}
                role.name is "doctor"
              the rule at p.rego:11 stopped at p.rego:12: is_owner did not hold
                data.clinic.is_owner is undefined: none of its rules gave a value
                  the rule at p.rego:16 stopped at p.rego:16: owner(input.user) == "yes" did not hold
                    input.user is "bob"
                    owner(input.user) is "no"
                    data.clinic.owner is a function
                      the rule at p.rego:18 held
                      the rule at p.rego:20 was passed over: it needs argument 1 to be "ada"
                        argument 1 is "bob"

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_rule_that_its_index_passes_over_is_explained_by_what_it_demands()
    {
        var explanation = Explain("""{"user": "eve", "role": "nurse"}""");

        var rule = explanation.Documents[0].Rules[0];
        rule.Kind.ShouldBe(AttemptKind.PassedOver);
        rule.Values.ShouldBe([new KeyValuePair<string, RegoValue?>("input.user", RegoString.Of("eve"))]);
    }

    [Fact]
    public void A_document_that_holds_says_which_rule_gave_its_value()
    {
        var explanation = Explain("""{"user": "bob", "role": "nurse"}""");

        explanation.Documents[0].Value.ShouldBe(RegoBoolean.True);
        explanation.Documents[0].Rules[0].Kind.ShouldBe(AttemptKind.Held);
        explanation.Documents[0].DefaultUsed.ShouldBeNull();
        explanation.ToJson().ShouldContain("\"outcome\": \"held\"");
    }

    [Fact]
    public void A_long_body_whose_values_hold_each_other_is_explained()
    {
        // Each step knows all values: they must be shared between the steps' snapshots, or these 900 lines take gigabytes.
        var lines = Enumerable.Range(0, 900).Select(static i => $"x{i + 1} = [x{i}]");
        RegoSource[] sources = [new("long.rego", "package long\np if {\nx0 = 1\n" + string.Join('\n', lines) + "\ninput.y\n}")];

        var explanation = QueryExplanation.Of(
            RegoPolicy.Compile(sources), sources, "data.long.p", RegoJson.Parse("{}"), Budget with { MemoryMaxBytes = 1L << 30 },
            new EvaluationEnvironment { Time = TimeProvider.System, FillRandom = static _ => { } }, CancellationToken.None);

        explanation.Documents[0].Rules[0].Kind.ShouldBe(AttemptKind.Stopped);
    }

    private static QueryExplanation Explain(string input)
    {
        RegoSource[] sources = [new("p.rego", Policy)];
        var policy = RegoPolicy.Compile(sources, RegoJson.Parse("""{"roles": [{"name": "nurse"}, {"name": "doctor"}]}"""));
        var environment = new EvaluationEnvironment { Time = TimeProvider.System, FillRandom = static _ => { } };
        return QueryExplanation.Of(
            policy, sources, "data.clinic.allow", RegoJson.Parse(input), Budget, environment, CancellationToken.None);
    }
}
