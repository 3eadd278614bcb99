namespace ShareBroker.Policies.Scenarios;

/// <summary>What a scenario expects of one path.</summary>
/// <param name="Action">The action's word.</param>
/// <param name="Scheme">The scheme; null where there must be none.</param>
/// <param name="Reason">The reason; null where any will do.</param>
public sealed record ExpectedField(string Action, string? Scheme, string? Reason);
