using System.Security.Cryptography;
using System.Text;

namespace ShareBroker.Disclosure;

/// <summary>Chosen by a caller and unique in its agency: the same key with the same request is the same disclosure.</summary>
public sealed record IdempotencyKey
{
    /// <summary>The shortest key, in characters.</summary>
    public const int LengthMin = 16;

    /// <summary>The longest key, in characters.</summary>
    public const int LengthMax = 128;

    private IdempotencyKey(string value) => Value = value;

    /// <summary>The text: 16 to 128 visible ASCII characters.</summary>
    public string Value { get; }

    /// <summary>Reads a key.</summary>
    /// <exception cref="InvalidRequestException">
    /// The text is too short, too long or not visible ASCII (<c>idempotency_key_malformed</c>).
    /// </exception>
    public static IdempotencyKey Parse(string text)
    {
        if (text.Length is < LengthMin or > LengthMax || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw InvalidRequestException.Of("idempotency_key_malformed", "the idempotency key is not 16 to 128 visible ASCII characters");
        }

        return new IdempotencyKey(text);
    }

    /// <summary>
    /// SHA-256 over the caller's agency and the key, hex: what is stored and compared, so that no agency can hit another's key.
    /// </summary>
    internal string DigestFor(AgencyId agency) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{agency.Value}\0{Value}")));
}
