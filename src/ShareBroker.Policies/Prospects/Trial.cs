using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Diffing;

namespace ShareBroker.Policies.Prospects;

/// <summary>Has the policies decide examples, and counts.</summary>
/// <param name="point">The policies.</param>
/// <param name="words">The words in which requests are written.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class Trial(EmbeddedDecisionPoint point, DiffWords words, CancellationToken cancellationToken)
{
    /// <summary>How many were decided.</summary>
    public int Decided { get; private set; }

    public DiffWords Words => words;

    public Decision Decide(Witness witness)
    {
        Decided++;
        return point.Decide(witness.Input(words), witness.Paths, cancellationToken).Decision;
    }

    /// <summary>Whether a decision permits by the rule and gives, path by path, no less than another.</summary>
    public static bool IsAsGood(Decision decision, Decision than, string rule) =>
        decision.Effect == Effect.Permit && decision.Rules.Contains(rule, StringComparer.Ordinal)
        && than.Fields.All(field => decision.Fields.TryGetValue(field.Key, out var action) && Rank(action) <= Rank(field.Value));

    private static int Rank(FieldAction action) => action.Action switch
    {
        FieldActionKind.Disclose => 0,
        FieldActionKind.Withhold => 2,
        _ => 1,
    };
}
