using ShareBroker.Disclosure.Intake;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Deciding;

/// <summary>A decision with what it was made from and with the class of each of its reasons.</summary>
internal sealed record Judgement(Decision Decision, GatheredInput Gathered)
{
    /// <summary>Reasons that tell something about the person or the case, in this very decision.</summary>
    public required IReadOnlySet<string> PersonReasons { get; init; }

    public bool IsPermit => Decision.Effect == Effect.Permit;

    /// <summary>Reasons that follow from the request, the parties and their standing alone.</summary>
    public IReadOnlyList<string> RequestReasons => [.. Decision.Reasons.Where(reason => !PersonReasons.Contains(reason))];
}
