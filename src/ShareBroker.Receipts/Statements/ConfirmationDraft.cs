using System.Text.Json.Nodes;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Statements;

/// <summary>A recipient or a holder signs over a leaf: what it received, or released.</summary>
public sealed record ConfirmationDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "confirmation";

    /// <summary>The index of the confirmed entry, below the index of this one.</summary>
    public required long Receipt { get; init; }

    /// <summary>Its leaf hash.</summary>
    public required MerkleHash LeafHash { get; init; }

    /// <summary>The agency that confirms.</summary>
    public required string Party { get; init; }

    /// <summary><c>recipient</c> or <c>holder</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The agency's signature, a compact JWS over the leaf hash.</summary>
    public required string Signature { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("leaf", new JsonObject { ["index"] = Receipt, ["hash"] = LeafHash.ToBase64() });
        writer.Add("party", Party);
        writer.Add("role", Role);
        writer.Add("signature", Signature);
    }
}
