using System.Security.Cryptography;

namespace ShareBroker.Receipts.Statements;

/// <summary>
/// Identifiers of 26 characters that sort by time: 48 bits of milliseconds since 1970, then 80 random bits, in Crockford's base 32.
/// </summary>
public static class Ulid
{
    /// <summary>The length in characters.</summary>
    public const int Length = 26;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A fresh identifier.</summary>
    public static string Create(DateTimeOffset time, RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[10];
        random.GetBytes(bytes);
        Span<char> text = stackalloc char[Length];
        var milliseconds = time.ToUnixTimeMilliseconds();
        for (var at = 9; at >= 0; at--)
        {
            text[at] = Alphabet[(int)(milliseconds & 31)];
            milliseconds >>= 5;
        }

        for (var at = 0; at < 16; at++)
        {
            text[10 + at] = Alphabet[FiveBitsAt(bytes, at * 5)];
        }

        return new string(text);
    }

    /// <summary>Whether a text is one: 26 characters of the alphabet, the first at most <c>7</c>.</summary>
    public static bool IsValid(string text) =>
        text.Length == Length && text[0] <= '7' && text.All(static character => Alphabet.Contains(character, StringComparison.Ordinal));

    private static int FiveBitsAt(ReadOnlySpan<byte> bytes, int bit)
    {
        var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
        return (pair >> (11 - (bit % 8))) & 31;
    }
}
