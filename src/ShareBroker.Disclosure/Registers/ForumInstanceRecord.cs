using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>A forum instance: a forum is a type, an instance is the one of a place.</summary>
public sealed record ForumInstanceRecord : RegisterRecord
{
    /// <summary>Its id, such as <c>fr.cpraf/21</c>.</summary>
    public required string Instance { get; init; }

    /// <summary>Forum type.</summary>
    public required string Forum { get; init; }

    /// <summary>Regime.</summary>
    public required string Regime { get; init; }

    /// <summary><c>confirmed</c> or <c>draft</c>.</summary>
    public string RegimeStatus { get; init; } = "draft";

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Instance);

    /// <summary>The key of an instance's row.</summary>
    public static RegisterKey KeyOf(string instance) => RegisterKey.Of("forum_instance", instance);
}
