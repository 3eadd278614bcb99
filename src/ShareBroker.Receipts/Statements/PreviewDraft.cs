namespace ShareBroker.Receipts.Statements;

/// <summary>A question what would be decided; nothing was disclosed.</summary>
public sealed record PreviewDraft : DecisionDraft
{
    /// <inheritdoc/>
    public override string Kind => "preview";
}
