using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>
/// An order: who may get which fields of whom. It is durable before anybody asks the holder, who checks it before it releases.
/// </summary>
public sealed record OrderDraft : DecisionDraft
{
    /// <inheritdoc/>
    public override string Kind => "order";

    /// <summary>What is granted for each requested path, in request order.</summary>
    public required IReadOnlyList<GrantedPath> Grant { get; init; }

    /// <summary>When the holder stops releasing on it.</summary>
    public required DateTimeOffset Expires { get; init; }

    private protected override void FillKind(StatementWriter writer)
    {
        writer.Add("grant", new JsonArray([.. Grant.Select(static path => path.ToJson())]));
        writer.Add("expires", StatementTime.Write(Expires));
    }
}
