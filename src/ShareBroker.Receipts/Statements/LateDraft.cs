namespace ShareBroker.Receipts.Statements;

/// <summary>A disclosure made by telephone while the broker was down, told afterwards.</summary>
public sealed record LateDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "late";

    /// <summary>When it was made, as told.</summary>
    public required DateTimeOffset Disclosed { get; init; }

    /// <summary>The agency that asked.</summary>
    public required string Requester { get; init; }

    /// <summary>The agency that got it.</summary>
    public required string Recipient { get; init; }

    /// <summary>The agency that gave it.</summary>
    public required string Holder { get; init; }

    /// <summary>The rules that applied.</summary>
    public required string Regime { get; init; }

    /// <summary>What for.</summary>
    public required string Purpose { get; init; }

    /// <summary>The legal bases.</summary>
    public required IReadOnlyList<string> LegalBasis { get; init; }

    /// <summary>The field paths that were told.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Sealed: the reference of the person.</summary>
    public string? Subject { get; init; }

    /// <summary>Sealed: the person who asked.</summary>
    public string? Actor { get; init; }

    /// <summary>Sealed: why it could not wait.</summary>
    public string? Why { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("disclosed", StatementTime.Write(Disclosed));
        writer.Add("requester", Requester);
        writer.Add("recipient", Recipient);
        writer.Add("holder", Holder);
        writer.Add("regime", Regime);
        writer.Add("purpose", Purpose);
        writer.AddWords("legal_basis", LegalBasis);
        writer.AddWords("paths", Paths);
        writer.Seal("subject", Subject);
        writer.Seal("actor", Actor);
        writer.Seal("why", Why);
    }
}
