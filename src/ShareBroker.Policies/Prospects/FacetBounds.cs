using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>
/// Asks the policies, by partial evaluation, what each facet of a request can still be when only some of the request is known. The
/// statements about requests leave facets free; this is what the rules themselves make of what is fixed.
/// </summary>
/// <param name="policies">The policies.</param>
/// <param name="environment">Clock and randomness.</param>
internal sealed class FacetBounds(PolicySet policies, EvaluationEnvironment environment)
{
    private static readonly string[] AlwaysOpen =
    [
        "input.request.id", "input.request.at", "input.request.why", "input.request.emergency", "input.request.meeting",
        "input.subject", "input.held", "input.prior", "input.regime_status",
    ];

    // A facet that takes more than this stays free: steps and not time, so that an answer does not depend on the machine.
    private static readonly EvaluationBudget Budget = DecisionBudget.Standard with { StepsMax = 20_000, Time = TimeSpan.FromSeconds(30) };

    /// <summary>For each facet of which something is known, the words that it may have.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Of(
        ProspectQuestion question, string regime, IEnumerable<string> facets, CancellationToken cancellationToken)
    {
        var (known, open) = Known(question, regime);
        var bounds = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var facet in facets)
        {
            try
            {
                var query = $"data.sharebroker.facets.seen[{RegoJson.Write(RegoString.Of(facet))}][x]";
                var left = policies.Compiled.PreparePartial(query, open).Evaluate(
                    known, Budget, environment, cancellationToken);
                if (left.ValuesOf("x") is { } values)
                {
                    bounds[facet] = values.Select(Labels.WordOf).ToHashSet(StringComparer.Ordinal);
                }
            }
            catch (RegoException)
            {
                // Nothing is known of the facet: it stays free, and what is proved without it holds all the more.
            }
        }

        return bounds;
    }

    private (RegoObject Known, IReadOnlyList<string> Open) Known(ProspectQuestion question, string regime)
    {
        var open = new List<string>(AlwaysOpen);
        var input = new RegoObject.Builder();
        var request = new RegoObject.Builder();
        request.Set(RegoString.Of("regime"), RegoString.Of(regime));
        Put(request, "forum", question.Forum is null ? null : RegoString.Of(question.Forum), open, "input.request");
        Put(request, "purpose", question.Purpose is null ? null : RegoString.Of(question.Purpose), open, "input.request");
        Put(request, "legal_basis", question.Bases is null ? null : Texts(question.Bases), open, "input.request");
        Put(request, "fields", value: null, open, "input.request");
        input.Set(RegoString.Of("request"), request.Build());
        Party(input, "requester", question.RequesterType, question.RequesterRole, open);
        Party(input, "holder", question.HolderType, question.HolderRole, open);
        Party(input, "recipient", question.IsForItself ? question.RequesterType : question.RecipientType,
            question.IsForItself ? question.RequesterRole : question.RecipientRole, open);
        if (question.Facts.Count == 0)
        {
            open.Add("input.facts");
        }
        else
        {
            var facts = new RegoObject.Builder();
            foreach (var key in policies.Vocabulary.Facts.Keys)
            {
                Put(facts, key, question.Facts.GetValueOrDefault(key), open, "input.facts");
            }

            input.Set(RegoString.Of("facts"), facts.Build());
        }

        return (input.Build(), open);
    }

    private static void Party(RegoObject.Builder input, string name, string? type, string? role, List<string> open)
    {
        var party = new RegoObject.Builder();
        var actor = new RegoObject.Builder();
        var place = "input." + name;
        Put(party, "agency", value: null, open, place);
        Put(party, "country", value: null, open, place);
        Put(party, "type", type is null ? null : RegoString.Of(type), open, place);
        Put(actor, "id", value: null, open, place + ".actor");
        Put(actor, "role", role is null ? null : RegoString.Of(role), open, place + ".actor");
        party.Set(RegoString.Of("actor"), actor.Build());
        input.Set(RegoString.Of(name), party.Build());
    }

    private static void Put(RegoObject.Builder parent, string name, RegoValue? value, List<string> open, string place)
    {
        if (value is null)
        {
            open.Add($"{place}[{RegoJson.Write(RegoString.Of(name))}]");
        }
        else
        {
            parent.Set(RegoString.Of(name), value);
        }
    }

    private static RegoArray Texts(IReadOnlyList<string> words) => RegoArray.Of([.. words.Select(RegoString.Of)]);
}
