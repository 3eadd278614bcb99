using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>A training of a person.</summary>
public sealed record TrainingRecord : RegisterRecord
{
    /// <summary>The person's agency.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>The agency's id of the person.</summary>
    public required string ActorId { get; init; }

    /// <summary><c>assessment_model</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>valid</c> or <c>none</c>.</summary>
    public required string Status { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Agency.Value, ActorId, Kind);

    /// <summary>The key of a training's row.</summary>
    public static RegisterKey KeyOf(string agency, string actorId, string kind) => RegisterKey.Of("training", agency, actorId, kind);
}
