using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tests;

public sealed class DecisionReaderTests
{
    private const string Good = """
        {"effect":"permit","reasons":["permit_forum_member"],"rules":["fr.cpr-5"],
         "fields":{"case.id":{"action":"disclose"},"subject.birth_date":{"action":"generalise","scheme":"age_band","reason":"field_minimised"}},
         "obligations":[{"id":"delete_by","due":"P90D"},{"id":"use_only_for","purpose":"support.service_planning"}]}
        """;

    private static readonly string[] Asked = ["case.id", "subject.birth_date"];

    public static TheoryData<string, string> Rubbish => new()
    {
        { "text instead of an object", "\"permit\"" },
        { "true instead of an object", "true" },
        { "an empty object", "{}" },
        { "no effect", """{"reasons":["deny_default"],"rules":[],"fields":{},"obligations":[]}""" },
        { "an effect that is no word", """{"effect":"allow","reasons":["permit_forum_member"],"rules":[],"fields":{},"obligations":[]}""" },
        { "no reason", """{"effect":"deny","reasons":[],"rules":[],"fields":{},"obligations":[]}""" },
        { "reasons out of order", """{"effect":"deny","reasons":["deny_not_member","deny_default"],"rules":[],"fields":{},"obligations":[]}""" },
        { "a reason twice", """{"effect":"deny","reasons":["deny_default","deny_default"],"rules":[],"fields":{},"obligations":[]}""" },
        { "a denial with a permit's reason", """{"effect":"deny","reasons":["permit_forum_member"],"rules":[],"fields":{},"obligations":[]}""" },
        { "a permit with a denial's reason", Good.Replace("permit_forum_member", "deny_default", StringComparison.Ordinal) },
        { "a denial with fields", Good.Replace("\"permit\"", "\"deny\"", StringComparison.Ordinal)
            .Replace("permit_forum_member", "deny_default", StringComparison.Ordinal) },
        { "a path that was not asked for", Good.Replace("case.id", "case.status", StringComparison.Ordinal) },
        { "a path without an entry", Good.Replace("\"case.id\":{\"action\":\"disclose\"},", "", StringComparison.Ordinal) },
        { "an unknown action", Good.Replace("disclose", "reveal", StringComparison.Ordinal) },
        { "an action that is a number", Good.Replace("\"disclose\"", "1", StringComparison.Ordinal) },
        { "obligations out of order", Good.Replace("delete_by", "zz", StringComparison.Ordinal) },
        { "obligations as text", Good.Replace("{\"id\":\"delete_by\",\"due\":\"P90D\"},", "\"delete_by\",", StringComparison.Ordinal) },
        { "a member of its own", Good.Replace("\"rules\"", "\"allow\":true,\"rules\"", StringComparison.Ordinal) },
        { "a nested parameter", Good.Replace("\"P90D\"", "{}", StringComparison.Ordinal) },
    };

    [Fact]
    public void A_decision_of_the_contract_is_read_and_written_back_unchanged()
    {
        var decision = Decision.Read(RegoJson.Parse(Good), Asked);

        decision.Effect.ShouldBe(Effect.Permit);
        decision.Fields["subject.birth_date"].Scheme.ShouldBe("age_band");
        decision.Obligations[0].Due.ShouldBe("P90D");
        decision.ToValue().ShouldBe(RegoJson.Parse(Good));
    }

    [Theory]
    [MemberData(nameof(Rubbish))]
    public void Whatever_is_not_exactly_a_decision_is_refused(string what, string json)
    {
        var fault = Should.Throw<PolicyException>(() => Decision.Read(RegoJson.Parse(json), Asked), what);

        fault.Code.ShouldBe("decision_malformed");
    }

    [Fact]
    public void The_denial_for_every_failure_is_itself_a_decision_of_the_contract()
    {
        var written = Decision.SystemUnavailable.ToValue();

        Decision.Read(written, []).Reasons.ShouldBe(["deny_system_unavailable"]);
    }
}
