using ShareBroker.Disclosure.Intake;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;

namespace ShareBroker.Disclosure.Deciding;

/// <summary>
/// A decision with what it was made from, with the class of each of its reasons and with the very policies that made it: others may be in
/// force by the time it is written down.
/// </summary>
internal sealed record Judgement(Decision Decision, GatheredInput Gathered, IDecisionPoint Point)
{
    /// <summary>Reasons that tell something about the person or the case, in this very decision.</summary>
    public required IReadOnlySet<string> PersonReasons { get; init; }

    public bool IsPermit => Decision.Effect == Effect.Permit;

    /// <summary>Reasons that follow from the request, the parties and their standing alone.</summary>
    public IReadOnlyList<string> RequestReasons => [.. Decision.Reasons.Where(reason => !PersonReasons.Contains(reason))];
}
