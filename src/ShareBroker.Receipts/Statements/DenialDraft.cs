namespace ShareBroker.Receipts.Statements;

/// <summary>A request that was refused before anything was ordered.</summary>
public sealed record DenialDraft : DecisionDraft
{
    /// <inheritdoc/>
    public override string Kind => "denial";
}
