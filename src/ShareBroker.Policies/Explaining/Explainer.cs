using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Explaining;

/// <summary>Explains decisions by asking the same policies how each of their rows stood to the request. Safe for many threads.</summary>
public sealed class Explainer
{
    private const string Question = """
        classes := data.sharebroker.disclosure.classes
        unknown := data.sharebroker.validation.unknown
        seen := data.sharebroker.facets.seen
        rows := [{
            "id": row.id,
            "rule": data.sharebroker.tables.rule_of(row),
            "applies": count([1 | data.sharebroker.tables.applies(row)]) > 0,
            "payload": count([1 | data.sharebroker.request.payload in object.get(row, "payload", ["personal"])]) > 0,
            "lifted": count([1 | data.sharebroker.tables.excepted(row)]) > 0,
            "unmet": {name |
                some name, wanted in object.union(object.filter(row, data.sharebroker.tables.columns), object.get(row, "when", {}))
                not data.sharebroker.tables.meets(name, wanted)
            },
        } |
            some row in data.sharebroker.tables.rows
        ]
        payload := data.sharebroker.request.payload
        """;

    private readonly PolicySet _policies;
    private readonly EmbeddedDecisionPoint _point;
    private readonly PreparedQuery _query;
    private readonly EvaluationBudget _budget;
    private readonly EvaluationEnvironment _environment;
    private readonly ILookup<string, PolicyRow> _rows;

    /// <summary>Prepares the questions.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="budget">What one explanation may cost.</param>
    /// <param name="environment">Clock and randomness.</param>
    public Explainer(PolicySet policies, EvaluationBudget budget, EvaluationEnvironment environment)
    {
        _policies = policies;
        _point = new EmbeddedDecisionPoint(policies, leafIndex: -1, budget, environment);
        _query = policies.Compiled.Prepare(Question);
        _budget = budget;
        _environment = environment;
        _rows = PolicyRows.Read(policies.Data).ToLookup(row => row.Id, StringComparer.Ordinal);
    }

    /// <summary>Explains one request. It discloses nothing and never throws for what a request holds; where the policies fail, the
    /// explanation is a refusal with a fault.</summary>
    /// <param name="input">The decision input, of any shape.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    public Explanation Explain(RegoValue input, CancellationToken cancellationToken)
    {
        var outcome = _point.Decide(input, Scenario.RequestedPathsOf(input), cancellationToken);
        var found = Ask(input, cancellationToken);
        var classes = found?["classes"] as RegoObject;
        var requester = Labels.Member(input, "requester");
        return new Explanation
        {
            Decision = outcome.Decision,
            Fault = outcome.Fault,
            Told = Standing.CodesFor(
                outcome.Decision, [.. outcome.Decision.Reasons.Where(code => IsRequestClass(code, classes))],
                TextOf(Labels.Member(requester, "type")), TextOf(Labels.Member(Labels.Member(requester, "actor"), "role"))),
            Rows = found is null || Labels.Texts(found["unknown"]).Any() ? [] : Rows(found, input),
            UnknownPlaces = found is null ? [] : [.. Labels.Texts(found["unknown"])],
        };
    }

    // Without an answer about classes a reason counts as one about the person.
    private bool IsRequestClass(string code, RegoObject? classes) => Labels.Member(classes, code) is RegoString word
        ? word.Value == "request" : _policies.Vocabulary.ReasonClassOf(code) == ReasonClass.Request;

    private IReadOnlyDictionary<string, RegoValue>? Ask(RegoValue input, CancellationToken cancellationToken)
    {
        try
        {
            return _query.Evaluate(input, _budget, _environment, cancellationToken).Bindings is [var binding] ? binding : null;
        }
        catch (RegoException)
        {
            return null;
        }
    }

    private List<RowStanding> Rows(IReadOnlyDictionary<string, RegoValue> found, RegoValue input)
    {
        var standings = new List<RowStanding>();
        foreach (var seen in ((RegoArray)found["rows"]).Items)
        {
            if (_rows[TextOf(Labels.Member(seen, "id"))].FirstOrDefault() is not { } row)
            {
                continue;
            }

            var names = Labels.Texts(Labels.Member(seen, "unmet")).ToHashSet(StringComparer.Ordinal);
            var unmet = RowColumns.Required(row.Content).Where(condition => names.Contains(condition.Name))
                .Select(condition => new UnmetCondition(condition.Name, condition.Wanted, Found(condition.Name, found, input))
                {
                    IsFact = _policies.Vocabulary.Facts.ContainsKey(condition.Name),
                }).ToList();
            if (!RowColumns.Flag((RegoObject)seen, "payload"))
            {
                var wanted = RowColumns.Words(row.Content, "payload") is { Count: > 0 } named ? named : ["personal"];
                unmet.Add(new UnmetCondition("payload", wanted, [TextOf(found["payload"])]));
            }

            standings.Add(new RowStanding(
                row, TextOf(Labels.Member(seen, "rule")), RowColumns.Flag((RegoObject)seen, "applies"), unmet,
                RowColumns.Flag((RegoObject)seen, "lifted")));
        }

        return standings;
    }

    private string[] Found(string name, IReadOnlyDictionary<string, RegoValue> found, RegoValue input)
    {
        if (name == "purposes")
        {
            return [TextOf(Labels.Member(Labels.Member(input, "request"), "purpose"))];
        }

        if (Labels.Member(found["seen"], name) is { } facet)
        {
            return [.. Labels.Texts(facet)];
        }

        var stated = Labels.Member(Labels.Member(input, "facts"), name);
        return stated is not null ? [Labels.WordOf(stated)]
            : _policies.Vocabulary.Facts.GetValueOrDefault(name)?.Absent is { } absent ? [Labels.WordOf(absent.ToValue())] : [];
    }

    private static string TextOf(RegoValue? value) => value is RegoString text ? text.Value : "";
}
