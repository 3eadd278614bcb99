using System.Diagnostics;

namespace ShareBroker.Receipts.Statements;

/// <summary>How an order ended, and with which fields.</summary>
public sealed record ReleaseDraft : DecisionDraft
{
    /// <inheritdoc/>
    public override string Kind => "release";

    /// <summary>The index of the order, below the index of this entry.</summary>
    public required long Order { get; init; }

    /// <summary>How it ended.</summary>
    public required ReleaseOutcome Outcome { get; init; }

    /// <summary>One for each requested path, in request order.</summary>
    public required IReadOnlyList<StatedField> Fields { get; init; }

    private protected override void FillKind(StatementWriter writer)
    {
        writer.Add("order", Order);
        writer.Add("outcome", Outcome switch
        {
            ReleaseOutcome.Denied => "denied",
            ReleaseOutcome.Declined => "declined",
            ReleaseOutcome.NotDelivered => "not_delivered",
            ReleaseOutcome.RefusedAnswer => "refused_answer",
            ReleaseOutcome.Released => "released",
            _ => throw new UnreachableException(),
        });
        writer.AddFields(Fields);
    }
}
