using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>A recipient's place in a case.</summary>
public sealed record ReceiverRecord : RegisterRecord
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The receiving agency.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>The person chose it as provider.</summary>
    public bool IsNamedProvider { get; init; }

    /// <summary>It receives as its agency's single point of contact.</summary>
    public bool IsSpoc { get; init; }

    /// <summary>It is consulted as a named expert.</summary>
    public bool IsNamedExpert { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(CaseId, Agency.Value);

    /// <summary>The key of a receiver's row.</summary>
    public static RegisterKey KeyOf(string caseId, string agency) => RegisterKey.Of("receiver", caseId, agency);
}
