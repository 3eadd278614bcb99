using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>What one agency received about one case outside the broker, oldest first.</summary>
public sealed record LateDisclosuresRecord : RegisterRecord
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The agency that received.</summary>
    public required AgencyId Recipient { get; init; }

    /// <summary>The disclosures.</summary>
    public IReadOnlyList<LateDisclosure> Disclosures { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(CaseId, Recipient.Value);

    /// <summary>The key of the row.</summary>
    public static RegisterKey KeyOf(string caseId, string recipient) => RegisterKey.Of("late_disclosure", caseId, recipient);
}
