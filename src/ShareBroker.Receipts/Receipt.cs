using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Receipts;

/// <summary>
/// A receipt: a signed statement with the disclosures its owner may hold, and the proof that the statement is in the log. Its identity is
/// (origin, index, leaf hash), never its text. Media type <see cref="MediaType"/>.
/// </summary>
public sealed record Receipt
{
    /// <summary>The version that stands in the member <c>v</c>.</summary>
    public const string Version = "sharebroker.receipt/1";

    /// <summary>The media type of <see cref="ToJson"/>.</summary>
    public const string MediaType = "application/vnd.sharebroker.receipt+json";

    /// <summary>The longest receipt that is read, in bytes.</summary>
    public const int SizeBytesMax = 16 * 1024 * 1024;

    /// <summary>Puts a receipt together; nothing is verified.</summary>
    public Receipt(string sdJwt, string proof)
    {
        SdJwt = sdJwt;
        Proof = proof;
    }

    /// <summary><c>&lt;jws&gt;~[&lt;disclosure&gt;~…]</c> (RFC 9901 §4).</summary>
    public string SdJwt { get; }

    /// <summary>The C2SP tlog-proof text.</summary>
    public string Proof { get; }

    /// <summary>Reads the JSON strictly: these three members and no others. Nothing is verified.</summary>
    /// <exception cref="ReceiptException">It is something else.</exception>
    public static Receipt Parse(ReadOnlyMemory<byte> json)
    {
        var root = StrictJson.Read(json, SizeBytesMax);
        if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() != 3 ||
            TextOf(root, "v") != Version || TextOf(root, "sd_jwt") is not { } sdJwt || TextOf(root, "proof") is not { } proof)
        {
            throw new ReceiptException("receipt_malformed", $"a receipt is a JSON object with 'v' ('{Version}'), 'sd_jwt' and 'proof'");
        }

        return new Receipt(sdJwt, proof);
    }

    /// <summary>The same receipt with further disclosures, in the order given.</summary>
    public Receipt WithDisclosures(IEnumerable<SdJwtDisclosure> disclosures)
    {
        var text = new StringBuilder(SdJwt);
        foreach (var disclosure in disclosures)
        {
            text.Append(disclosure.Encoded).Append('~');
        }

        return new Receipt(text.ToString(), Proof);
    }

    /// <summary>The same receipt without any disclosure.</summary>
    public Receipt WithoutDisclosures() => new(SdJwt[..(SdJwt.IndexOf('~', StringComparison.Ordinal) + 1)], Proof);

    /// <summary>The canonical JSON.</summary>
    public byte[] ToJson() => CanonicalJson.Write(
        new JsonObject { ["v"] = Version, ["sd_jwt"] = SdJwt, ["proof"] = Proof }, CanonicalNumbers.Integers);

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
