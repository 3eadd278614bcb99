using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>An agreement of an agency, for one forum instance or for all.</summary>
public sealed record AgreementRecord : RegisterRecord
{
    /// <summary>The agency that signs.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary><c>confidentiality</c> or <c>framework</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>signed</c>, <c>unsigned</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Forum instance; empty for all.</summary>
    public string Instance { get; init; } = "";

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Agency.Value, Kind, Instance);

    /// <summary>The key of an agreement's row.</summary>
    public static RegisterKey KeyOf(string agency, string kind, string instance) => RegisterKey.Of("agreement", agency, kind, instance);
}
