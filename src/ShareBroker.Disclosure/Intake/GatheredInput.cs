using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Intake;

/// <summary>The decision input and what of the registers the walk needs besides.</summary>
internal sealed record GatheredInput(DecisionInput Input, CaseRecord? Case, AgencyRecord? Holder)
{
    /// <summary>The terms speak of a person that the broker does not know. Policy must never permit then.</summary>
    public required bool IsPersonUnknown { get; init; }
}
