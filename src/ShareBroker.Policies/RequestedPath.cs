namespace ShareBroker.Policies;

/// <summary>One requested field.</summary>
/// <param name="Path">Path of the field catalogue.</param>
/// <param name="Why">Why this very field is needed; null when the requester gave no reason of its own for it.</param>
public sealed record RequestedPath(string Path, string? Why);
