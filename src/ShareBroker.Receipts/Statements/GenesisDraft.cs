using System.Text.Json.Nodes;
using ShareBroker.Receipts.Keys;

namespace ShareBroker.Receipts.Statements;

/// <summary>Entry 0 of every log: which keys speak for it at the start.</summary>
public sealed record GenesisDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "genesis";

    /// <summary>The log's verifier key in signed-note form (<c>name+id+base64</c>).</summary>
    public required string LogKey { get; init; }

    /// <summary>The keys that may sign statements.</summary>
    public required IReadOnlyList<Ed25519PublicKey> StatementKeys { get; init; }

    /// <summary>The program that opened the log, with its version.</summary>
    public required string Software { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("log_key", LogKey);
        writer.Add("statement_keys", new JsonArray([.. StatementKeys.Select(static key => Jwk.ToJson(key))]));
        writer.Add("software", Software);
    }
}
