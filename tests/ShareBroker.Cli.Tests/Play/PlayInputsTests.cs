using System.Text;
using ShareBroker.Cli.Play;
using ShareBroker.Cli.Tests.Rego;
using ShareBroker.Policies;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Tests.Play;

public sealed class PlayInputsTests
{
    private static readonly Vocabulary Words = PolicySet.Load(Path.Combine(SharedData.Repository, "policies")).Vocabulary;

    private static readonly DecisionInput Input = DecisionInput.Read(RegoJson.Parse(
        Encoding.UTF8.GetBytes("""
            {"request": {"id": "1", "at": "2026-03-02T09:30:00Z", "regime": "fr.cpraf", "forum": "bilateral", "purpose": "support.family",
              "legal_basis": ["eu-gdpr:A6-1-e"], "why": "x", "fields": [{"path": "case.id"}], "emergency": false},
             "requester": {"agency": "a", "type": "social", "country": "fr", "actor": {"id": "p", "role": "member"}},
             "recipient": {"agency": "a", "type": "social", "country": "fr", "actor": {"id": "p", "role": "member"}},
             "holder": {"agency": "b", "type": "police", "country": "fr", "actor": {"id": "q", "role": "spoc"}},
             "subject": {"ref": "one"}, "facts": {"case.status": "open"}, "held": {}, "prior": []}
            """),
        JsonLimits.Trusted));

    [Fact]
    public void What_the_broker_alone_decides_and_what_equals_its_absence_is_no_difference()
    {
        var same = Input with
        {
            Request = Input.Request with { Id = "2", At = DateTimeOffset.UnixEpoch, Fields = [new RequestedPath("case.id", " ")] },
            Subject = Input.Subject with { Ref = "two" },
            Facts = new Dictionary<string, FactValue>
            {
                ["case.status"] = new FactValue.Text("open"),
                ["membership.active"] = new FactValue.Flag(Value: false),
                ["case.radicalisation_only"] = new FactValue.Flag(Value: true),
            },
            Held = Held(new HeldProvenance("none", "", false, null)),
            RegimeStatus = "draft",
        };

        PlayInputs.Differences(Input, same, Words).ShouldBeEmpty();
    }

    public static TheoryData<string, Func<DecisionInput, DecisionInput>> Changes => new()
    {
        { "facts", input => input with { Facts = new Dictionary<string, FactValue>() } },
        { "facts", input => input with { Facts = new Dictionary<string, FactValue> { ["case.owner"] = new FactValue.Text("p") } } },
        { "held", input => input with { Held = Held(new HeldProvenance("support.family", null, null, null)) } },
        { "holder", input => input with { Holder = input.Holder with { Actor = new PartyActor("q", "member") } } },
        { "subject", input => input with { Subject = input.Subject with { Age = 12 } } },
        { "regime_status", input => input with { RegimeStatus = "confirmed" } },
        { "prior", input => input with { Prior = [new PriorReceipt("r", "a", "support.family", ["case.id"], Unchanged: true)] } },
        { "request", input => input with { Request = input.Request with { Emergency = true } } },
    };

    private static Dictionary<string, HeldProvenance> Held(HeldProvenance held) => new() { ["case.id"] = held };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_a_policy_could_see_is_a_difference_that_names_its_member(
        string member, Func<DecisionInput, DecisionInput> change) =>
        PlayInputs.Differences(Input, change(Input), Words).ShouldHaveSingleItem().ShouldStartWith($"input.{member}: want ");
}
