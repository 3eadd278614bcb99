namespace ShareBroker.Receipts.Statements;

/// <summary>
/// What every disclosure decision states, of whatever kind its entry is. The sealed members (<see cref="Subject"/> to
/// <see cref="InputSha256"/>) become salted digests; one that is absent becomes a decoy, so that their number says nothing.
/// </summary>
public sealed record DecisionMembers
{
    /// <summary>Whether the decision was a permit.</summary>
    public required StatementEffect Effect { get; init; }

    /// <summary>The agency that asked.</summary>
    public required string Requester { get; init; }

    /// <summary>The agency that gets the payload.</summary>
    public required string Recipient { get; init; }

    /// <summary>The agency that has the record.</summary>
    public required string Holder { get; init; }

    /// <summary>The rules that apply, a word of the vocabulary.</summary>
    public required string Regime { get; init; }

    /// <summary>The type of forum, or <c>bilateral</c>.</summary>
    public required string Forum { get; init; }

    /// <summary>What for, a word of the vocabulary.</summary>
    public required string Purpose { get; init; }

    /// <summary>The legal bases, as given.</summary>
    public required IReadOnlyList<string> LegalBasis { get; init; }

    /// <summary>Request-class reason codes only; all reasons go into <see cref="ReasonsAll"/>.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The obligations as decided.</summary>
    public IReadOnlyList<StatedObligation> Obligations { get; init; } = [];

    /// <summary>The bundle that decided.</summary>
    public required PolicyReference Policy { get; init; }

    /// <summary>
    /// The engine that evaluated, with its version, such as <c>embedded/0.1.0</c>, <c>opa/1.4.2</c> or <c>both/0.1.0+1.4.2</c>.
    /// </summary>
    public required string Engine { get; init; }

    /// <summary>Sealed: the reference of the person in this case.</summary>
    public string? Subject { get; init; }

    /// <summary>Sealed: the person who asked.</summary>
    public string? Actor { get; init; }

    /// <summary>Sealed: the requester's justification.</summary>
    public string? Why { get; init; }

    /// <summary>Sealed: every reason, person-class ones included.</summary>
    public IReadOnlyList<string>? ReasonsAll { get; init; }

    /// <summary>Sealed: the ids of the rules that decided.</summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <summary>Sealed: SHA-256 of the canonical decision input, lower-case hex.</summary>
    public string? InputSha256 { get; init; }
}
