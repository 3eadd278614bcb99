using System.Globalization;
using System.Text.RegularExpressions;
using ShareBroker.Disclosure;
using ShareBroker.Policies;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Play;

/// <summary>
/// One scenario with the ids under which it is played: its own forum instance, its own local ids, so that nothing of another one counts.
/// </summary>
internal sealed partial class PlayPlan
{
    private const string Bilateral = "bilateral";

    private static readonly RegoString Subject = RegoString.Of("subject");

    private static readonly string[] StandingFacts =
    [
        "agreement.confidentiality", "agreement.framework", "training.assessment_model", "holder.declined", "holder.declined_text",
        "request.why_child_safety", "request.joins_pseudonym", "aggregate.smallest_cell",
    ];

    private PlayPlan(Scenario scenario, DecisionInput input, int number)
    {
        Scenario = scenario;
        Input = input;
        Number = number;
    }

    public Scenario Scenario { get; }

    public DecisionInput Input { get; }

    public int Number { get; }

    /// <summary>The forum instance of the terms; empty for a bilateral request.</summary>
    public string Instance => Input.Request.Forum == Bilateral ? "" : InstanceOf(Input.Request.Forum);

    /// <summary>The instance that works on the case; membership is looked up there for a bilateral request, too.</summary>
    public string CaseInstance =>
        Instance.Length > 0 ? Instance : Input.Facts.ContainsKey("membership.active") ? InstanceOf(Input.Request.Regime) : "";

    /// <summary>The request is about no single person and no fact is one of a case, so there is no case.</summary>
    public bool IsAboutNobody => !HasSubject && !Input.Facts.Keys.Any(IsOfCase);

    /// <summary>Requester, recipient and holder, each agency once.</summary>
    public IEnumerable<Party> Agencies =>
        new[] { Input.Holder, Input.Requester, Input.Recipient }.DistinctBy(static party => party.Agency, StringComparer.Ordinal);

    /// <summary>Agencies whose standing counts.</summary>
    public IEnumerable<Party> Standing =>
        Agencies.Where(party => party.Agency == Input.Requester.Agency || party.Agency == Input.Recipient.Agency);

    public bool RecipientIsRequester => Input.Recipient == Input.Requester;

    public bool IsDeclined => Input.Facts.GetValueOrDefault("holder.declined") is FactValue.Flag { Value: true };

    /// <summary>The holder's words when it declines.</summary>
    public string DeclinedText => Input.Facts.GetValueOrDefault("holder.declined_text") is FactValue.Text text ? text.Value : "";

    /// <summary>An agency's own local id of the subject.</summary>
    public string LocalIdOf(string agency) => string.Create(CultureInfo.InvariantCulture, $"{agency}:{Number}");

    /// <summary>Reads a scenario.</summary>
    /// <exception cref="InexpressibleException">No broker could come to this input.</exception>
    public static PlayPlan Of(Scenario scenario, int number)
    {
        try
        {
            var plan = new PlayPlan(scenario, DecisionInput.Read(WithSubject(scenario.Input)), number)
            {
                HasSubject = scenario.Input.Get(Subject) is not RegoNull,
            };
            plan.Check();
            return plan;
        }
        catch (PolicyException fault)
        {
            throw new InexpressibleException("the input has another shape than a broker builds: " + fault.Message);
        }
    }

    private bool HasSubject { get; init; }

    // Membership outside a forum is that of the forum which works on the case.
    private bool IsOfCase(string key) =>
        key == "membership.active" ? Instance.Length == 0 : !StandingFacts.Contains(key, StringComparer.Ordinal);

    // A request about nobody names no case; the broker then builds a subject without a reference.
    private static RegoObject WithSubject(RegoObject input)
    {
        if (input.Get(Subject) is not RegoNull)
        {
            return input;
        }

        var builder = new RegoObject.Builder();
        foreach (var key in input.Keys.ToArray())
        {
            builder.Set(key, key.Equals(Subject) ? RegoObject.Empty : input.Get(key)!);
        }

        return builder.Build();
    }

    private string InstanceOf(string forum) => string.Create(CultureInfo.InvariantCulture, $"{forum}/play-{Number}");

    private void Check()
    {
        var parties = new[] { Input.Requester, Input.Recipient, Input.Holder };
        Demand(parties.All(static party => AgencyId.TryParse(party.Agency, out _)), "an agency with an id that no register takes");
        Demand(
            parties.GroupBy(static party => party.Agency, StringComparer.Ordinal)
                .All(static same => same.DistinctBy(static party => (party.Type, party.Country)).Count() == 1),
            "one agency has two types or countries");
        Demand(
            PersonText().IsMatch(Input.Requester.Actor.Id) && RoleText().IsMatch(Input.Requester.Actor.Role),
            "no token names the requester's person or role");
        Demand(Input.RegimeStatus is null or "confirmed" or "draft", "a regime status that is neither confirmed nor draft");
        Demand(Input.Request.Forum.Length > 0, "a request without a forum");
        Demand(Input.Request.Meeting is null || Instance.Length > 0, "a meeting outside a forum");
        Demand(Input.Request.Meeting is not { Id.Length: 0 }, "a meeting without an id");
        var requested = Input.Request.Fields.Select(static field => field.Path).ToHashSet(StringComparer.Ordinal);
        Demand(Input.Held.Keys.All(requested.Contains), "provenance of a path that is not requested");
        Demand(
            Input.Prior.All(prior => prior.Recipient == Input.Recipient.Agency),
            "an earlier receipt of another agency than the recipient");
    }

    private static void Demand(bool holds, string reason)
    {
        if (!holds)
        {
            throw new InexpressibleException(reason);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PersonText();

    [GeneratedRegex(@"\A[a-z_]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleText();
}
