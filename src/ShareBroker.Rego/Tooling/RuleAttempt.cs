using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>What became of one rule.</summary>
/// <param name="Location">Where the rule stands.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Sentence">The same in plain words.</param>
public sealed record RuleAttempt(Location Location, AttemptKind Kind, string Sentence)
{
    /// <summary>Where the expression stands that stopped it; null when none did.</summary>
    public Location? StoppedAt { get; init; }

    /// <summary>That expression as it was written; empty when there is none.</summary>
    public string Expression { get; init; } = string.Empty;

    /// <summary>How often it was tried and did not hold.</summary>
    public int Ways { get; init; }

    /// <summary>What its parts were when it was tried last; a part without a value is undefined.</summary>
    public IReadOnlyList<KeyValuePair<string, RegoValue?>> Values { get; init; } = [];

    /// <summary>The documents that it read and that are undefined or false.</summary>
    public IReadOnlyList<DocumentExplanation> Because { get; init; } = [];
}
