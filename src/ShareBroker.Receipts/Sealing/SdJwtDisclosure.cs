using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Sealing;

/// <summary>
/// One SD-JWT disclosure of an object member (RFC 9901 §4.2.1): <c>["salt","name",value]</c>, and the digest that stands for it in the
/// statement. The digest is taken over the base64url text, so the spelling of the JSON does not matter to who verifies.
/// </summary>
public sealed class SdJwtDisclosure
{
    /// <summary>The longest disclosure that is read, in characters of its base64url text.</summary>
    public const int LengthMax = 8 * 1024 * 1024;

    private SdJwtDisclosure(string encoded, string salt, string name, JsonElement value, string? path)
    {
        Encoded = encoded;
        Salt = salt;
        Name = name;
        Value = value;
        Path = path;
        Digest = StrictBase64.EncodeUrl(SHA256.HashData(Encoding.ASCII.GetBytes(encoded)));
    }

    /// <summary>The base64url text, as it stands in an SD-JWT.</summary>
    public string Encoded { get; }

    /// <summary>The salt as text.</summary>
    public string Salt { get; }

    /// <summary>The name of the member: <c>value</c>, <c>source</c>, <c>subject</c>, <c>actor</c>, <c>why</c> …</summary>
    public string Name { get; }

    /// <summary>The value that was sealed. It may be personal data: never log it.</summary>
    public JsonElement Value { get; }

    /// <summary>
    /// The field path whose digest this opens, empty for a claim of the statement itself; unknown when read from outside.
    /// </summary>
    public string? Path { get; }

    /// <summary>base64url(SHA-256(ASCII(<see cref="Encoded"/>))), 43 characters.</summary>
    public string Digest { get; }

    /// <summary>Seals a value under the salt that K gives to its path and name. The value's JSON text is kept as it stands.</summary>
    public static SdJwtDisclosure Seal(ReceiptSecret secret, string path, string name, JsonElement value)
    {
        var salt = secret.SaltOf(path, name);
        var text = $"[{JsonSerializer.Serialize(salt)},{JsonSerializer.Serialize(name)},{value.GetRawText()}]";
        return new SdJwtDisclosure(StrictBase64.EncodeUrlOfUtf8(text), salt, name, value, path);
    }

    /// <summary>Reads one from outside.</summary>
    /// <exception cref="ReceiptException">It is not the base64url of a strict JSON array of salt, name and value, or the name is
    /// reserved.</exception>
    public static SdJwtDisclosure Parse(string encoded)
    {
        if (encoded.Length > LengthMax)
        {
            throw new ReceiptException("disclosure_too_long", $"a disclosure is longer than {LengthMax} characters");
        }

        var array = StrictJson.Read(StrictBase64.DecodeUrl(encoded), LengthMax);
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() != 3 ||
            array[0].ValueKind != JsonValueKind.String || array[1].ValueKind != JsonValueKind.String)
        {
            throw new ReceiptException("disclosure_malformed", "a disclosure is not an array of salt, name and value");
        }

        var name = array[1].GetString()!;
        if (name is "_sd" or "...")
        {
            throw new ReceiptException("disclosure_malformed", "a disclosure has a reserved name");
        }

        return new SdJwtDisclosure(encoded, array[0].GetString()!, name, array[2], path: null);
    }
}
