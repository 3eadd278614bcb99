using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>
/// A step in the life of policies before their activation: a proposal, an approval, an appointed time. It is a change of the register of
/// that step; the document that was signed stands open in it, since it holds digests, revisions and thumbprints of keys alone.
/// </summary>
public sealed record PolicyStepDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "register";

    /// <summary>The register: <c>policy_proposal</c>, <c>policy_approval</c>, <c>policy_schedule</c>,
    /// <c>policy_withdrawal</c> or <c>policy_officers</c>.</summary>
    public required string Register { get; init; }

    /// <summary>The agency of the person who took the step, or <c>host</c>.</summary>
    public required string By { get; init; }

    /// <summary>What the step says; integers and texts, nothing about a person.</summary>
    public required JsonObject Document { get; init; }

    /// <summary>base64url of the Ed25519 signature over the canonical octets of <see cref="Document"/>; null where nobody signs.</summary>
    public string? Signature { get; init; }

    /// <summary>Sealed: SHA-256 of the canonical octets of <see cref="Document"/>, lower-case hex.</summary>
    public required string ChangeSha256 { get; init; }

    /// <summary>Sealed: the person who took the step.</summary>
    public string? Actor { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("register", Register);
        writer.Add("by", By);
        writer.Add("document", Document.DeepClone());
        writer.AddIfKnown("signature", Signature);
        writer.Seal("change_sha256", ChangeSha256);
        writer.Seal("actor", Actor);
    }
}
