using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>A membership of a forum instance, for every case or for one.</summary>
public sealed record MemberRecord : RegisterRecord
{
    /// <summary>Forum instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The member.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>The case it is limited to; empty for every case.</summary>
    public string CaseId { get; init; } = "";

    /// <summary>It is in force.</summary>
    public bool Active { get; init; }

    /// <summary>The agency's registered contact for this instance; null when it named none.</summary>
    public Actor? Contact { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Instance, Agency.Value, CaseId);

    /// <summary>The key of a membership's row.</summary>
    public static RegisterKey KeyOf(string instance, string agency, string caseId) => RegisterKey.Of("member", instance, agency, caseId);
}
