namespace ShareBroker.Disclosure;

/// <summary>One field that a requester asks for.</summary>
/// <param name="Path">Path of the field catalogue; an unknown one is judged by policy.</param>
/// <param name="Why">Why this very field is needed; null when no reason of its own was given.</param>
public sealed record RequestedField(string Path, string? Why);
