using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>Roles of a person on a case, in the order in which they were first taken.</summary>
public sealed record RoleHistoryRecord : RegisterRecord
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Agency of the person.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>The agency's id of the person.</summary>
    public required string ActorId { get; init; }

    /// <summary>The roles.</summary>
    public IReadOnlyList<TakenRole> Roles { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(CaseId, Agency.Value, ActorId);

    /// <summary>The key of the row.</summary>
    public static RegisterKey KeyOf(string caseId, string agency, string actorId) =>
        RegisterKey.Of("role_history", caseId, agency, actorId);
}
