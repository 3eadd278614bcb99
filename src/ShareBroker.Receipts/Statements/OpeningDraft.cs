namespace ShareBroker.Receipts.Statements;

/// <summary>A receipt was opened for somebody under some authority.</summary>
public sealed record OpeningDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "opening";

    /// <summary>The index of the opened entry, below the index of this one.</summary>
    public required long Receipt { get; init; }

    /// <summary>The agency or office it was opened for.</summary>
    public required string OpenedFor { get; init; }

    /// <summary>The authority: a law, an order's number; nothing about a person.</summary>
    public required string Authority { get; init; }

    /// <summary>Which members were opened: <c>value</c>, <c>subject</c> …</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Sealed: the person who read it.</summary>
    public string? Actor { get; init; }

    /// <summary>Sealed: why it was opened.</summary>
    public string? Why { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("receipt", Receipt);
        writer.Add("opened_for", OpenedFor);
        writer.Add("authority", Authority);
        writer.AddWords("members", Members);
        writer.Seal("actor", Actor);
        writer.Seal("why", Why);
    }
}
