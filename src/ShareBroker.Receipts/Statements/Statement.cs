using System.Text.Json;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Statements;

/// <summary>A statement read back from its octets, its common members checked; the rest is in <see cref="Root"/>.</summary>
public sealed class Statement
{
    private Statement(JsonElement root)
    {
        Root = root;
        Kind = Text(root, "kind");
        Log = Text(root, "log");
        Jti = Text(root, "jti");
        var iat = Whole(root, "iat");
        Time = StatementTime.TryRead(Text(root, "time"), out var time) && time.ToUnixTimeSeconds() == iat
            ? time
            : throw Malformed("'iat' and 'time' are not the same instant");
        var after = Member(root, "after", JsonValueKind.Object);
        AfterSize = Whole(after, "size");
        AfterRoot = MerkleHash.ParseBase64(Text(after, "root"));
    }

    /// <summary>All members.</summary>
    public JsonElement Root { get; }

    /// <summary>The kind of statement.</summary>
    public string Kind { get; }

    /// <summary>The origin of its log.</summary>
    public string Log { get; }

    /// <summary>Its identifier.</summary>
    public string Jti { get; }

    /// <summary>Its instant.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The size of the checkpoint it came after.</summary>
    public long AfterSize { get; }

    /// <summary>The root of that checkpoint.</summary>
    public MerkleHash AfterRoot { get; }

    /// <summary>The index of the activation entry of the policy that decided; null when no policy did.</summary>
    public long? PolicyLeaf => Root.TryGetProperty("policy", out var policy) && Kind != "policy" ? Whole(policy, "leaf") : null;

    /// <summary>
    /// The index of an earlier entry that this one is about: the order of a release, or the entry opened, confirmed or forgotten.
    /// </summary>
    public long? Earlier => Kind switch
    {
        "release" => Whole(Root, "order"),
        "opening" or "forgotten" => Whole(Root, "receipt"),
        "confirmation" => Whole(Member(Root, "leaf", JsonValueKind.Object), "index"),
        _ => null,
    };

    /// <summary>Reads an entry of the log.</summary>
    /// <exception cref="ReceiptException">It is longer than 32 KiB, not canonical, or lacks a common member.</exception>
    public static Statement Parse(ReadOnlyMemory<byte> payload)
    {
        var root = CanonicalJson.ReadCanonical(payload, StatementEncoder.SizeBytesMax);
        if (root.ValueKind != JsonValueKind.Object || Text(root, "v") != StatementEncoder.Version)
        {
            throw Malformed($"it is not '{StatementEncoder.Version}'");
        }

        var statement = new Statement(root);
        _ = statement.PolicyLeaf;
        _ = statement.Earlier;
        return Ulid.IsValid(statement.Jti) ? statement : throw Malformed("'jti' is not a ULID");
    }

    private static string Text(JsonElement owner, string name) => Member(owner, name, JsonValueKind.String).GetString()!;

    private static long Whole(JsonElement owner, string name) =>
        Member(owner, name, JsonValueKind.Number).TryGetInt64(out var value) && value >= 0
            ? value
            : throw Malformed($"'{name}' is not a count");

    private static JsonElement Member(JsonElement owner, string name, JsonValueKind kind) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw Malformed($"'{name}' is missing or of another type");

    private static ReceiptException Malformed(string what) => new("statement_malformed", $"an entry is no statement of this log: {what}");
}
