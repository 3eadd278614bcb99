using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Intake;

/// <summary>The decision input and what of the registers the walk needs besides.</summary>
internal sealed record GatheredInput(DecisionInput Input, CaseRecord? Case, AgencyRecord? Holder)
{
    private byte[]? _octets;

    /// <summary>The canonical octets of the input, written once: they are digested and kept.</summary>
    public byte[] Octets => _octets ??= Input.ToCanonicalJson();

    /// <summary>The terms speak of a person that the broker does not know. Policy must never permit then.</summary>
    public required bool IsPersonUnknown { get; init; }
}
