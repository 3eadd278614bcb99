using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>A holder's registered mapping.</summary>
public sealed record HolderMappingRecord : RegisterRecord
{
    /// <summary>The holder.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>Paths with their provenance.</summary>
    public IReadOnlyList<MappedPath> Paths { get; init; } = [];

    /// <summary>Origin of every path not listed; <c>none</c> for no special origin, empty for the default of the agency's type.</summary>
    public string DefaultOriginPurpose { get; init; } = "";

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Agency.Value);

    /// <summary>The key of a mapping's row.</summary>
    public static RegisterKey KeyOf(string agency) => RegisterKey.Of("holder_mapping", agency);
}
