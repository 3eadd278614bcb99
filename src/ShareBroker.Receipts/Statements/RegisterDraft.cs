namespace ShareBroker.Receipts.Statements;

/// <summary>A register changed, such as consent, membership or an agreement: that it did, and a salted digest of the change.</summary>
public sealed record RegisterDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "register";

    /// <summary>Which register.</summary>
    public required string Register { get; init; }

    /// <summary>The agency that changed it.</summary>
    public required string By { get; init; }

    /// <summary>
    /// Sealed: SHA-256 of the canonical change, lower-case hex. It is sealed since a change about a person could be guessed.
    /// </summary>
    public required string ChangeSha256 { get; init; }

    /// <summary>Sealed: the person who changed it.</summary>
    public string? Actor { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("register", Register);
        writer.Add("by", By);
        writer.Seal("change_sha256", ChangeSha256);
        writer.Seal("actor", Actor);
    }
}
