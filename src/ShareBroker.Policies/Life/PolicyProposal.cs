using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Keys;
using static ShareBroker.Policies.Life.StepText;

namespace ShareBroker.Policies.Life;

/// <summary>
/// What an author signs: which bundle shall follow which policies, from when until when, and what its own tests came to. It names the very
/// activation that it follows, so that it can never be used a second time.
/// </summary>
public sealed record PolicyProposal
{
    /// <summary>The version in the member <c>v</c>.</summary>
    public const string Version = "sharebroker.policy-proposal/1";

    /// <summary>A ULID that the author chose.</summary>
    public required string Id { get; init; }

    /// <summary>Origin of the log of the broker it is for.</summary>
    public required string Log { get; init; }

    /// <summary>Revision of the bundle.</summary>
    public required string Revision { get; init; }

    /// <summary>Digest of the bundle's files, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Digest of the policies in force; empty when there are none.</summary>
    public required string PreviousSha256 { get; init; }

    /// <summary>Index of the activation entry of the policies in force; 0 when there are none.</summary>
    public required long PreviousLeaf { get; init; }

    /// <summary>From when the bundle may decide, in whole seconds.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when it may decide, in whole seconds; null without an end.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How many of the bundle's own tests passed; none may fail.</summary>
    public required int TestsPassed { get; init; }

    /// <summary>It brings back policies that were in force before, although newer ones were since.</summary>
    public bool IsRollback { get; init; }

    /// <summary>Thumbprint (RFC 7638) of the author's key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the canonical octets, lower-case hex: what an approval names.</summary>
    public string DocumentSha256 => Convert.ToHexStringLower(SHA256.HashData(ToOctets()));

    /// <summary>Reads a proposal.</summary>
    /// <param name="octets">Its canonical octets.</param>
    /// <exception cref="PolicyException">Not exactly a proposal (<c>step_malformed</c>).</exception>
    public static PolicyProposal Parse(ReadOnlyMemory<byte> octets)
    {
        var proposal = StepText.Read(Root(octets, Version), Version, Read);
        return proposal.ToOctets().AsSpan().SequenceEqual(octets.Span) ? proposal : throw Malformed(Version, cause: null);
    }

    /// <summary>The canonical octets that are signed.</summary>
    public byte[] ToOctets() => Canonical(ToJson());

    /// <summary>base64url of the author's signature.</summary>
    /// <param name="key">The key that <see cref="Key"/> names.</param>
    public string Sign(Ed25519SigningKey key) => StepText.Sign(ToOctets(), key);

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["v"] = Version, ["id"] = Id, ["log"] = Log, ["rev"] = Revision, ["sha256"] = Sha256,
            ["previous_sha256"] = PreviousSha256, ["previous_leaf"] = PreviousLeaf, ["valid_from"] = Instant(ValidFrom),
            ["tests"] = new JsonObject { ["passed"] = TestsPassed, ["failed"] = 0 },
            ["rollback"] = IsRollback, ["key"] = Key,
        };
        if (ValidUntil is { } until)
        {
            json["valid_until"] = Instant(until);
        }

        return json;
    }

    private static PolicyProposal Read(JsonElement root) => new()
    {
        Id = Text(root, "id"),
        Log = Text(root, "log"),
        Revision = Text(root, "rev"),
        Sha256 = Text(root, "sha256"),
        PreviousSha256 = Text(root, "previous_sha256"),
        PreviousLeaf = Index(root, "previous_leaf"),
        ValidFrom = Instant(root, "valid_from"),
        ValidUntil = OptionalInstant(root, "valid_until"),
        TestsPassed = Count(Member(root, "tests", JsonValueKind.Object), "passed"),
        IsRollback = root.TryGetProperty("rollback", out var rollback) && rollback.ValueKind == JsonValueKind.True,
        Key = Text(root, "key"),
    };
}
