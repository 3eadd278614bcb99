using System.Text.Json;
using ShareBroker.Policies.Bundles;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Policies.Life;

/// <summary>What an activation entry says.</summary>
/// <param name="Leaf">Its index in the log.</param>
/// <param name="Revision">The revision that came into force.</param>
/// <param name="Sha256">Digest of its files, lower-case hex.</param>
internal sealed record Activation(long Leaf, string Revision, string Sha256)
{
    /// <summary>The highest revision ever in force; null where revisions have no order.</summary>
    public PolicyRevision? Highest { get; private init; }

    /// <summary>Index of the entry of the proposal; null where policies came from a folder.</summary>
    public long? ProposalLeaf { get; private init; }

    /// <summary>Index of the entry of the approval; null where policies came from a folder.</summary>
    public long? ApprovalLeaf { get; private init; }

    /// <summary>Thumbprint of the author's key; empty where none is named.</summary>
    public string Author { get; private init; } = "";

    /// <summary>Thumbprint of the approver's key; empty where none is named.</summary>
    public string Approver { get; private init; } = "";

    /// <summary>Until when it decides; null without an end.</summary>
    public DateTimeOffset? ValidUntil { get; private init; }

    /// <summary>Reads an entry of kind <c>policy</c>.</summary>
    /// <exception cref="PolicyException">It is malformed (<c>step_malformed</c>).</exception>
    public static Activation Of(long leaf, Statement statement) =>
        StepText.Read(statement.Root, "policy", root => new Activation(leaf, StepText.Text(root, "rev"), StepText.Text(root, "sha256"))
        {
            Highest = Ordered(root.TryGetProperty("highest_rev", out _) ? StepText.Text(root, "highest_rev") : StepText.Text(root, "rev")),
            ProposalLeaf = root.TryGetProperty("proposal", out _) ? StepText.Index(root, "proposal") : null,
            ApprovalLeaf = root.TryGetProperty("approval", out _) ? StepText.Index(root, "approval") : null,
            Author = OptionalText(root, "author"),
            Approver = OptionalText(root, "approver"),
            ValidUntil = root.TryGetProperty("valid_until", out var until) ? Instant(until) : null,
        });

    private static string OptionalText(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static DateTimeOffset Instant(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var instant)
            ? instant
            : throw new ReceiptException("step_malformed", "'valid_until' is no instant");

    // The folder of a trial may call its revision what it likes.
    private static PolicyRevision? Ordered(string text)
    {
        try
        {
            return PolicyRevision.Parse(text);
        }
        catch (PolicyException)
        {
            return null;
        }
    }
}
