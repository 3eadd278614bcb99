using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Policies.Life;

/// <summary>How the documents that officers sign are spelled: canonical JSON (RFC 8785) of known members and no others.</summary>
internal static class StepText
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int SizeMaxBytes = 16 * 1024;

    public static byte[] Canonical(JsonObject document) => CanonicalJson.Write(document, CanonicalNumbers.Integers);

    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>An instant as these documents know it: whole seconds.</summary>
    public static DateTimeOffset Whole(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    public static string Sign(byte[] document, Ed25519SigningKey key) => StrictBase64.EncodeUrl(key.Sign(document));

    /// <exception cref="PolicyException">The signature does not fit (<c>signature_wrong</c>).</exception>
    public static void Verify(ReadOnlySpan<byte> document, string signature, Ed25519PublicKey key)
    {
        byte[] octets;
        try
        {
            octets = StrictBase64.DecodeUrl(signature);
        }
        catch (ReceiptException)
        {
            octets = [];
        }

        if (!key.Verify(document, octets))
        {
            throw new PolicyException("signature_wrong", "the signature does not fit the document and the key it names");
        }
    }

    /// <summary>The members of a document of a version.</summary>
    /// <exception cref="PolicyException">Not such a document (<c>step_malformed</c>).</exception>
    public static JsonElement Root(ReadOnlyMemory<byte> octets, string version)
    {
        try
        {
            var root = StrictJson.Read(octets, SizeMaxBytes);
            return Text(root, "v") == version ? root : throw Malformed(version, cause: null);
        }
        catch (ReceiptException fault)
        {
            throw Malformed(version, fault);
        }
    }

    /// <summary>Reads members; what is missing or of another kind makes the document malformed.</summary>
    /// <exception cref="PolicyException">A member is not as the reader needs it (<c>step_malformed</c>).</exception>
    public static T Read<T>(JsonElement root, string version, Func<JsonElement, T> read)
    {
        try
        {
            return read(root);
        }
        catch (ReceiptException fault)
        {
            throw Malformed(version, fault);
        }
    }

    public static PolicyException Malformed(string version, Exception? cause) =>
        new("step_malformed", $"the document is not one of '{version}' in its canonical form", cause);

    public static string Text(JsonElement root, string name) => Member(root, name, JsonValueKind.String).GetString()!;

    public static long Index(JsonElement root, string name) => Member(root, name, JsonValueKind.Number).TryGetInt64(out var index)
        && index >= 0
        ? index
        : throw new ReceiptException("step_malformed", $"'{name}' is no index");

    public static int Count(JsonElement root, string name) => Member(root, name, JsonValueKind.Number).TryGetInt32(out var count)
        && count >= 0
        ? count
        : throw new ReceiptException("step_malformed", $"'{name}' is no count");

    public static DateTimeOffset Instant(JsonElement root, string name) => DateTimeOffset.TryParseExact(
        Text(root, name), InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new ReceiptException("step_malformed", $"'{name}' is no instant");

    public static DateTimeOffset? OptionalInstant(JsonElement root, string name) =>
        root.TryGetProperty(name, out _) ? Instant(root, name) : null;

    public static JsonElement Member(JsonElement root, string name, JsonValueKind kind) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new ReceiptException("step_malformed", $"'{name}' is missing or of another kind");
}
