namespace ShareBroker.Disclosure.Recording;

/// <summary>
/// What a decision was made from and what its statement seals, kept beside the log so that an auditor can have it opened. No value of a
/// record is in it.
/// </summary>
public sealed record KeptDecision
{
    /// <summary>The canonical octets of the decision input; their SHA-256 is sealed in the statement.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The sealed reference of the person; null when the statement has none.</summary>
    public string? Subject { get; init; }

    /// <summary>The sealed id of the person who asked.</summary>
    public string? Actor { get; init; }

    /// <summary>The sealed why.</summary>
    public string? Why { get; init; }

    /// <summary>Every reason, sealed.</summary>
    public IReadOnlyList<string> ReasonsAll { get; init; } = [];

    /// <summary>The ids of the rules that decided, sealed.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}
