namespace ShareBroker.Receipts.Statements;

/// <summary>The secret of a receipt was destroyed: its digests can never be opened again.</summary>
public sealed record ForgottenDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "forgotten";

    /// <summary>The index of the entry whose secret is gone, below the index of this one.</summary>
    public required long Receipt { get; init; }

    /// <summary>The agency or office that asked for it.</summary>
    public required string By { get; init; }

    /// <summary>Why: <c>retention</c>, <c>erasure</c>, or the law; nothing about a person.</summary>
    public required string Authority { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("receipt", Receipt);
        writer.Add("by", By);
        writer.Add("authority", Authority);
    }
}
