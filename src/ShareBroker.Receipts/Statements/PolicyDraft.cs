using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>The activation of a policy bundle; decisions name the index of this entry.</summary>
public sealed record PolicyDraft : StatementDraft
{
    /// <inheritdoc/>
    public override string Kind => "policy";

    /// <summary>The bundle's revision.</summary>
    public required string Revision { get; init; }

    /// <summary>SHA-256 of the bundle, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the bundle that it replaces, or null for the first.</summary>
    public string? PreviousSha256 { get; init; }

    /// <summary>Who proposed it: the thumbprint of a key or the id of an office, never a person's name.</summary>
    public required string Author { get; init; }

    /// <summary>Who approved it; another than the author.</summary>
    public required string Approver { get; init; }

    /// <summary>From when it may decide.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when it may decide; null without an end.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How many of the bundle's own tests passed.</summary>
    public required int TestsPassed { get; init; }

    /// <summary>How many failed.</summary>
    public required int TestsFailed { get; init; }

    /// <summary>
    /// The highest revision that was ever in force, this one included: a bundle below it comes into force only by a roll-back that two
    /// persons signed. Null where policies come from a folder.
    /// </summary>
    public string? HighestRevision { get; init; }

    /// <summary>Index of the entry of its proposal; null where policies come from a folder.</summary>
    public long? Proposal { get; init; }

    /// <summary>Index of the entry of its approval; null where policies come from a folder.</summary>
    public long? Approval { get; init; }

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("rev", Revision);
        writer.Add("sha256", Sha256);
        writer.AddIfKnown("previous_sha256", PreviousSha256);
        writer.Add("author", Author);
        writer.Add("approver", Approver);
        writer.Add("valid_from", StatementTime.Write(ValidFrom));
        writer.AddIfKnown("valid_until", ValidUntil is { } until ? StatementTime.Write(until) : null);
        writer.Add("tests", new JsonObject { ["passed"] = TestsPassed, ["failed"] = TestsFailed });
        writer.AddIfKnown("highest_rev", HighestRevision);
        if (Proposal is { } proposal && Approval is { } approval)
        {
            writer.Add("proposal", proposal);
            writer.Add("approval", approval);
        }
    }
}
