namespace ShareBroker.Policies.Prospects;

/// <summary>A condition with words: what is fixed, or what a row wants.</summary>
/// <param name="Name">Name of the facet, column or fact.</param>
/// <param name="Words">The words.</param>
public sealed record FixedWord(string Name, IReadOnlyList<string> Words);
