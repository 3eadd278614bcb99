using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Prospects;

/// <summary>What partial evaluation leaves of the packs' own rules, asked with the rest of a scenario, answers as the rules do.</summary>
public sealed class ResidueTwinTests
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly RegoSource[] Sources =
    [
        .. Packs.Files.Where(static file => file is { IsModule: true, IsTest: false })
            .Select(static file => new RegoSource(file.Path, Encoding.UTF8.GetString(file.Content.Span))),
    ];

    private static readonly string[] Places =
    [
        "request.purpose", "request.forum", "request.legal_basis", "request.fields", "request.emergency", "request.meeting", "requester",
        "requester.type", "holder", "holder.type", "holder.actor", "recipient", "subject", "facts", "held", "prior", "regime_status",
    ];

    private static readonly string[] Queries =
    [
        "data.sharebroker.facets.seen[\"by\"][x]", "data.sharebroker.facets.seen[\"from_outreach\"][x]",
        "data.sharebroker.facets.seen[\"purposes\"][x]", "data.sharebroker.facets.seen[\"requester.is\"][x]",
        "data.sharebroker.request.purpose = x", "data.sharebroker.request.payload = x", "data.sharebroker.facets.consent = x",
        "data.sharebroker.facets.covering_kind = x", "data.sharebroker.facets.escalation = x", "data.sharebroker.facets.maturity = x",
        "data.sharebroker.request.forum = x", "data.sharebroker.facets.own_unit = x", "data.sharebroker.request.meeting = x",
        "data.sharebroker.facets.seen[\"to\"][x]", "data.sharebroker.facets.contact_points = x",
    ];

    [Fact]
    public void A_residue_of_the_packs_rules_answers_as_the_rules_do()
    {
        var random = new Random(20261125);
        var scenarios = ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios")).ToArray();
        var (compared, simpler) = (0, 0);
        for (var round = 0; round < 60; round++)
        {
            var input = scenarios[random.Next(scenarios.Length)].Input;
            var query = Queries[random.Next(Queries.Length)];
            var unknowns = Places.Where(place => random.Next(3) == 0 && Has(input, place)).Select(static place => "input." + place)
                .ToArray();
            if (Left(query, unknowns, input) is not { } left)
            {
                continue;
            }

            var story = $"{query}\nunknown {string.Join(", ", unknowns)}\n{RegoJson.Write(input)}\n\n{left}";
            var expected = Values([Packs.Compiled.Prepare(query)], input);
            var residual = left.Support.Count == 0 ? Packs.Compiled
                : RegoPolicy.Compile([.. Sources, .. left.Support], Packs.Data);
            Values(left.Queries.Select(residual.Prepare), input).ShouldBe(expected, ignoreOrder: true, story);
            compared++;
            simpler += left.Queries.All(static one => !one.Contains("data.", StringComparison.Ordinal)) ? 1 : 0;
        }

        compared.ShouldBeGreaterThan(35);
        simpler.ShouldBeGreaterThan(10, "rules must really go");
    }

    [Fact]
    public void A_facet_that_follows_from_what_is_fixed_is_told_without_its_rules()
    {
        var input = RegoJson.Parse(
            """{"request": {"regime": "fr.cpraf", "purpose": "support.family"}, "requester": {"type": "school", "actor": {}}, """
            + "\"holder\": {\"actor\": {}}, \"recipient\": {\"actor\": {}}}");
        string[] open = ["input.request.forum", "input.request.fields", "input.requester.agency", "input.requester.country",
            "input.requester.actor.id", "input.requester.actor.role", "input.facts", "input.subject", "input.holder.agency",
            "input.holder.type", "input.holder.country", "input.holder.actor.id", "input.holder.actor.role", "input.recipient.agency",
            "input.recipient.type", "input.recipient.country", "input.recipient.actor.id", "input.recipient.actor.role"];

        Left("data.sharebroker.facets.seen[\"by\"][x]", open, input)!.ValuesOf("x")!.Select(static value => value.ToString())
            .ShouldBe(["\"school\""]);
        Left("data.sharebroker.facets.seen[\"purposes\"][x]", open, input)!.ValuesOf("x")!.Select(static value => value.ToString())
            .ShouldBe(["\"support\"", "\"support.family\""], ignoreOrder: true);
    }

    // Null where the residue would be larger than its budget.
    private static PartialResult? Left(string query, string[] unknowns, RegoValue known)
    {
        try
        {
            return Packs.Compiled.PreparePartial(query, unknowns.Length == 0 ? ["input.nothing"] : unknowns).Evaluate(
                known, DecisionBudget.Standard with { StepsMax = 100_000, Time = TimeSpan.FromMinutes(1) },
                DecisionBudget.Environment(TimeProvider.System), CancellationToken.None);
        }
        catch (RegoEvaluationException fault) when (fault.Code.StartsWith("eval_budget", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static bool Has(RegoValue input, string place)
    {
        RegoValue? value = input;
        foreach (var step in place.Split('.'))
        {
            value = Labels.Member(value, step);
        }

        return value is not null;
    }

    private static HashSet<string> Values(IEnumerable<PreparedQuery> queries, RegoValue input)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in queries)
        {
            var found = query.Evaluate(
                input, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System), CancellationToken.None);
            values.UnionWith(found.Bindings.Select(static binding => binding["x"].ToString()!));
        }

        return values;
    }
}
