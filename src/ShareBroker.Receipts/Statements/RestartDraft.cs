namespace ShareBroker.Receipts.Statements;

/// <summary>The broker started again on this log.</summary>
public sealed record RestartDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "restart";

    /// <summary>The program with its version.</summary>
    public required string Software { get; init; }

    /// <summary>Why: <c>planned</c>, <c>unplanned</c>, <c>restored</c> …; nothing about a person.</summary>
    public required string Cause { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("software", Software);
        writer.Add("cause", Cause);
    }
}
