namespace ShareBroker.Policies.Prospects;

/// <summary>A condition without which the example of a <see cref="Prospect"/> fails.</summary>
/// <param name="Name">Name of the facet, column or fact, as rows call it.</param>
/// <param name="Accepted">Words of which each by itself was decided and is enough; empty for a text that must be there.</param>
/// <param name="Otherwise">Rules that refuse, or permit less, without it; as the policies told them.</param>
/// <param name="Rejected">How many other words were tried and are not enough.</param>
public sealed record ProspectNeed(string Name, IReadOnlyList<string> Accepted, IReadOnlyList<string> Otherwise, int Rejected);
