using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Explaining;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests;

public sealed class ExplainerTests
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly Explainer Explainer =
        new(Packs, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));

    private static readonly ExplanationText English = new(Packs.Data, "en");

    [Fact]
    public void A_permit_that_one_fact_stopped_is_named_with_the_fact_and_the_lawful_change()
    {
        var explanation = Explain("front-line.json", "\"membership.active\": true", "\"membership.active\": false");

        var lines = English.ForOfficer(explanation, withTrace: false);

        lines.ShouldContain(line => line.Contains("base-23: Only members", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("The coordinator adds the agency to the forum", StringComparison.Ordinal));
        explanation.Nearly.ShouldContain(near => near.Rule == "fr.cpr-7" && near.Unmet.Single().Name == "purposes");
    }

    [Fact]
    public void A_rule_that_an_exception_lifted_is_named_with_the_exception() =>
        English.ForOfficer(Explain("planning-meeting.json"), withTrace: false)
            .ShouldContain(line => line.Contains("fr.cpr-1 would refuse, lifted because confidentiality agreement: signed",
                StringComparison.Ordinal));

    [Fact]
    public void The_trace_says_of_every_row_how_it_stood()
    {
        var explanation = Explain("planning-meeting.json");

        var lines = English.ForOfficer(explanation, withTrace: true);

        lines.ShouldContain("  + fr.cpr-5 permit");
        explanation.Rows.Count.ShouldBeGreaterThan(40);
        explanation.Rows.ShouldAllBe(row => lines.Any(line => line.Contains($" {row.Row.Id} {row.Row.Effect}", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_practitioner_reads_sentences_without_any_id_or_near_miss()
    {
        var lines = English.ForPractitioner(Explain("planning-meeting.json"));

        lines.ShouldContain("It is permitted.");
        lines.ShouldContain(line => line.Contains("date of birth: reduced to an age band", StringComparison.Ordinal));
        lines.ShouldAllBe(line => !line.Contains("fr.cpr", StringComparison.Ordinal) && !line.Contains("base-", StringComparison.Ordinal)
            && !line.Contains('_', StringComparison.Ordinal));
    }

    [Fact]
    public void A_case_with_the_security_services_looks_like_any_other_refusal_to_a_practitioner()
    {
        var explanation = Explain("planning-meeting.json", "\"case.security_threat\": \"none\"", "\"case.security_threat\": \"confirmed\"");

        explanation.Decision.Reasons.ShouldBe(["deny_security_retained"]);
        explanation.Told.ShouldBe(["deny_default"]);
        English.ForPractitioner(explanation).ShouldAllBe(line => !line.Contains("security", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Whoever_lacks_standing_learns_that_and_nothing_about_the_person()
    {
        var explanation = Explain("front-line.json", "\"case.status\": \"open\"", "\"case.status\": \"closed\"");

        explanation.Decision.Reasons.ShouldBe(["deny_case_closed", "deny_frontline_at_distance"]);
        explanation.Told.ShouldBe(["deny_frontline_at_distance"]);
    }

    [Fact]
    public void Every_scenario_can_be_explained_in_both_languages_and_the_rules_agree_with_the_decision()
    {
        var french = new ExplanationText(Packs.Data, "fr");
        foreach (var scenario in ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios"))
            .Where((_, position) => position % 20 == 0))
        {
            var explanation = Explainer.Explain(scenario.Input, CancellationToken.None);

            (explanation.Decision.Effect == Effect.Permit ? "permit" : "deny").ShouldBe(scenario.Expectation.Effect, scenario.Id);
            explanation.Told.ShouldBeSubsetOf([.. explanation.Decision.Reasons, "deny_default"]);
            explanation.Rows.Where(row => row.Applies).ShouldAllBe(row => row.Unmet.Count == 0 && !row.IsLifted);
            explanation.Rows.Where(row => !row.Applies && row.Row.Effect != "rego").ShouldAllBe(row => row.Unmet.Count > 0 || row.IsLifted);
            french.ForOfficer(explanation, withTrace: true).Count.ShouldBeGreaterThan(1, scenario.Id);
            french.ForPractitioner(explanation).Count.ShouldBeGreaterThan(1, scenario.Id);
        }
    }

    [Fact]
    public void Whatever_is_no_request_is_explained_as_a_refusal()
    {
        foreach (var text in new[] { "null", "7", "{}", "[]", "{\"request\": 1, \"requester\": []}" })
        {
            Explainer.Explain(RegoJson.Parse(text), CancellationToken.None).Decision.Effect.ShouldBe(Effect.Deny);
        }
    }

    private static Explanation Explain(string example, string old = "", string text = "")
    {
        var json = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "examples", example));
        json.ShouldContain(old);
        return Explainer.Explain(RegoJson.Parse(old.Length == 0 ? json : json.Replace(old, text, StringComparison.Ordinal)),
            CancellationToken.None);
    }
}
