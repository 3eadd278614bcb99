using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tables;

/// <summary>Asks the policies which rows had a part in the decision of an input: not only which apply, but which counted.</summary>
/// <param name="compiled">The policies.</param>
/// <param name="budget">What one question may cost.</param>
/// <param name="environment">Clock and randomness.</param>
internal sealed class RowsFired(RegoPolicy compiled, EvaluationBudget budget, EvaluationEnvironment environment)
{
    // A denial in stage 1 looks at no row; a permit looks at field rows; base-1, base-2 and base-14 are named by the decision alone.
    private const string Question = """
        fired := {
            "effect": data.sharebroker.disclosure.decision.effect,
            "faulty": count(data.sharebroker.validation.faults) > 0,
            "rules": data.sharebroker.disclosure.decision.rules,
            "denies": {row.id | some row in data.sharebroker.disclosure.denies},
            "blocks": {row.id | some row in data.sharebroker.disclosure.blocks},
            "duties": {row.id | some row in data.sharebroker.tables.fired("oblige")},
            "permits": {row.id | some row in data.sharebroker.fields.permits},
            "fields": {row.id |
                some row in data.sharebroker.tables.rows
                row.effect in (data.sharebroker.fields.field_effects | {"limit"})
                data.sharebroker.tables.applies(row)
                count(data.sharebroker.fields.selected(row) & data.sharebroker.request.paths) > 0
            },
        }
        """;

    private readonly PreparedQuery _query = compiled.Prepare(Question);

    /// <summary>Ids of rows and of rules that Rego itself gives; empty when the policies say nothing.</summary>
    public IReadOnlySet<string> Of(RegoValue input, CancellationToken cancellationToken)
    {
        try
        {
            var found = _query.Evaluate(input, budget, environment, cancellationToken).Bindings;
            return found is [var binding] && binding["fired"] is RegoObject fired ? Of(fired) : EmptySet;
        }
        catch (RegoException)
        {
            return EmptySet;
        }
    }

    private static IReadOnlySet<string> EmptySet { get; } = new HashSet<string>();

    private static HashSet<string> Of(RegoObject fired)
    {
        var ids = Texts(fired, "rules").ToHashSet(StringComparer.Ordinal);
        if (fired.Get(RegoString.Of("faulty")) is RegoBoolean { Value: true })
        {
            return ids;
        }

        if (fired.Get(RegoString.Of("effect")) is RegoString { Value: "permit" })
        {
            ids.UnionWith(Texts(fired, "permits"));
            ids.UnionWith(Texts(fired, "fields"));
            ids.UnionWith(Texts(fired, "duties"));
            return ids;
        }

        ids.UnionWith(Texts(fired, "denies"));
        if (!Texts(fired, "denies").Any())
        {
            ids.UnionWith(Texts(fired, "blocks"));
        }

        return ids;
    }

    private static IEnumerable<string> Texts(RegoObject fired, string member) => (fired.Get(RegoString.Of(member)) switch
    {
        RegoSet set => set.Items.ToArray(),
        RegoArray list => list.Items.ToArray(),
        _ => [],
    }).OfType<RegoString>().Select(text => text.Value);
}
