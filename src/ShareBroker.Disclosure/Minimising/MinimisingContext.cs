using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>What the actions need besides grant and values.</summary>
internal sealed record MinimisingContext
{
    /// <summary>The day of the request: ages are told on it.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The words.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>The pseudonym key of a scope (<c>receiver</c>, <c>forum</c> or <c>case</c>); null for a scope that nobody knows.</summary>
    public required Func<string, PseudonymKey?> PseudonymKeyOf { get; init; }
}
