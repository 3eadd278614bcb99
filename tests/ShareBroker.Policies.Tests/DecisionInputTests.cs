using System.Text;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests;

public sealed class DecisionInputTests
{
    [Fact]
    public void An_input_is_the_object_of_the_contract()
    {
        var value = Example().ToValue();

        RegoJson.Write(value).ShouldBe(
            """
            {"facts":{"actor.roles_90d":["member"],"consent.status":"given","membership.active":true},"held":{"needs.detail":{"basis":"fact","origin_purpose":"support.needs_assessment","reviewed":true}},"holder":{"actor":{"id":"h","role":"spoc"},"agency":"b","country":"fr","type":"police"},"prior":[{"fields":["case.id"],"purpose":"support.service_planning","receipt":"r1","recipient":"a","unchanged":false}],"recipient":{"actor":{"id":"p","role":"member"},"agency":"a","country":"fr","type":"social"},"regime_status":"confirmed","request":{"at":"2026-03-02T09:30:00Z","emergency":false,"fields":[{"path":"needs.detail","why":"to choose"}],"forum":"fr.cpraf","id":"01","legal_basis":["eu-gdpr:A6-1-e"],"meeting":{"agenda_has_case":true,"date":"2026-03-05","id":"2026-03"},"purpose":"support.service_planning","regime":"fr.cpraf","why":"which services"},"requester":{"actor":{"id":"p","role":"member"},"agency":"a","country":"fr","type":"social"},"subject":{"age":16,"minor":true,"ref":"case-1"}}
            """.Trim());
    }

    [Fact]
    public void An_input_that_was_written_reads_back_as_the_same_value()
    {
        var value = Example().ToValue();

        DecisionInput.Read(value).ToValue().ShouldBe(value);
    }

    [Fact]
    public void The_same_input_has_the_same_canonical_octets()
    {
        var first = Encoding.UTF8.GetString(Example().ToCanonicalJson());

        first.ShouldBe(Encoding.UTF8.GetString(Example().ToCanonicalJson()));
    }

    [Fact]
    public void Every_given_scenario_reads_and_writes_back_what_the_contract_knows()
    {
        if (TestPlaces.SharedPath("scenarios/given", "round trips of all given scenarios") is not { } folder)
        {
            return;
        }

        var scenarios = ScenarioFile.Read(folder);

        scenarios.Count.ShouldBeGreaterThan(100);
        foreach (var scenario in scenarios)
        {
            // Reading is total on everything that a broker could build; what it cannot is said with the member's name.
            try
            {
                var again = DecisionInput.Read(scenario.Input).ToValue();
                DecisionInput.Read(again).ToValue().ShouldBe(again, scenario.Id);
            }
            catch (PolicyException fault)
            {
                fault.Message.ShouldContain("input", Case.Sensitive, scenario.Id);
            }
        }
    }

    private static DecisionInput Example()
    {
        var social = new Party("a", "social", "fr", new PartyActor("p", "member"));
        return new DecisionInput
        {
            Request = new DisclosureQuestion
            {
                Id = "01",
                At = new DateTimeOffset(2026, 3, 2, 10, 30, 0, TimeSpan.FromHours(1)),
                Regime = "fr.cpraf",
                Forum = "fr.cpraf",
                Meeting = new MeetingReference("2026-03", "2026-03-05", AgendaHasCase: true),
                Purpose = "support.service_planning",
                LegalBasis = ["eu-gdpr:A6-1-e"],
                Why = "which services",
                Fields = [new RequestedPath("needs.detail", "to choose")],
                Emergency = false,
            },
            Requester = social,
            Recipient = social,
            Holder = new Party("b", "police", "fr", new PartyActor("h", "spoc")),
            Subject = new SubjectFacts("case-1", 16, Minor: true),
            Facts = new Dictionary<string, FactValue>(StringComparer.Ordinal)
            {
                ["consent.status"] = new FactValue.Text("given"),
                ["membership.active"] = new FactValue.Flag(Value: true),
                ["actor.roles_90d"] = new FactValue.Texts(["member"]),
            },
            Held = new Dictionary<string, HeldProvenance>(StringComparer.Ordinal)
            {
                ["needs.detail"] = new("support.needs_assessment", "fact", Reviewed: true, Receipt: null),
            },
            Prior = [new PriorReceipt("r1", "a", "support.service_planning", ["case.id"], Unchanged: false)],
            RegimeStatus = "confirmed",
        };
    }
}
