using System.Text.Json.Nodes;
using ShareBroker.Receipts.Keys;
using static ShareBroker.Policies.Life.StepText;

namespace ShareBroker.Policies.Life;

/// <summary>
/// What an approver signs: one proposal by its digest, with everything that matters of it said again, and until when the approval may be
/// used.
/// </summary>
public sealed record PolicyApproval
{
    /// <summary>The version in the member <c>v</c>.</summary>
    public const string Version = "sharebroker.policy-approval/1";

    /// <summary>The proposal, with every member that the approval covers.</summary>
    public required PolicyProposal Proposal { get; init; }

    /// <summary>Until when the activation may happen, in whole seconds; after that the approval is worth nothing.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Thumbprint (RFC 7638) of the approver's key.</summary>
    public required string Key { get; init; }

    /// <summary>The canonical octets that are signed.</summary>
    public byte[] ToOctets() => Canonical(ToJson());

    /// <summary>base64url of the approver's signature.</summary>
    /// <param name="key">The key that <see cref="Key"/> names.</param>
    public string Sign(Ed25519SigningKey key) => StepText.Sign(ToOctets(), key);

    /// <summary>The id of the proposal that an approval is about, as far as the text says it.</summary>
    /// <param name="octets">The approval.</param>
    /// <exception cref="PolicyException">It is no approval at all (<c>step_malformed</c>).</exception>
    internal static string ProposalIdOf(ReadOnlyMemory<byte> octets) =>
        Read(Root(octets, Version), Version, static root => Text(root, "id"));

    /// <summary>Reads an approval of a proposal.</summary>
    /// <param name="octets">Its canonical octets.</param>
    /// <param name="proposal">The proposal that it must be about.</param>
    /// <exception cref="PolicyException">It is malformed (<c>step_malformed</c>), or about something else
    /// (<c>approval_other</c>).</exception>
    internal static PolicyApproval Parse(ReadOnlyMemory<byte> octets, PolicyProposal proposal)
    {
        var approval = Read(Root(octets, Version), Version, root => new PolicyApproval
        {
            Proposal = proposal, Expires = Instant(root, "expires"), Key = Text(root, "key"),
        });

        // Whatever else the text says must be what the proposal says.
        return approval.ToOctets().AsSpan().SequenceEqual(octets.Span)
            ? approval
            : throw new PolicyException("approval_other",
                "the approval is about another proposal, digest, revision, validity or test result");
    }

    internal JsonObject ToJson()
    {
        var json = Proposal.ToJson();
        json["v"] = Version;
        json["proposal_sha256"] = Proposal.DocumentSha256;
        json["expires"] = Instant(Expires);
        json["key"] = Key;
        return json;
    }
}
