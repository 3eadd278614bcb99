using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>A meeting and its agenda.</summary>
public sealed record MeetingRecord : RegisterRecord
{
    /// <summary>Id, unique in its instance.</summary>
    public required string MeetingId { get; init; }

    /// <summary>Forum instance.</summary>
    public required string Instance { get; init; }

    /// <summary>Day, ISO 8601.</summary>
    public required string Date { get; init; }

    /// <summary>Cases on the agenda.</summary>
    public IReadOnlyList<string> CaseIds { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Instance, MeetingId);

    /// <summary>The key of a meeting's row.</summary>
    public static RegisterKey KeyOf(string instance, string meetingId) => RegisterKey.Of("meeting", instance, meetingId);
}
