namespace ShareBroker.Receipts.Statements;

/// <summary>A disclosure whose payload its holder brought: no order, no fetch.</summary>
public sealed record ReferralDraft : DecisionDraft
{
    /// <inheritdoc/>
    public override string Kind => "referral";

    /// <summary>One for each path that was brought, in request order.</summary>
    public required IReadOnlyList<StatedField> Fields { get; init; }

    private protected override void FillKind(StatementWriter writer) => writer.AddFields(Fields);
}
