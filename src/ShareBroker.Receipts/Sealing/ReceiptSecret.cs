using System.Security.Cryptography;
using System.Text;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Sealing;

/// <summary>
/// The 32 random bytes K of one receipt, from which the salts of all its digests derive. It lives outside the log; destroying it makes the
/// receipt's openings impossible and leaves the log whole. Never logged, never printed.
/// </summary>
public sealed class ReceiptSecret
{
    /// <summary>The length of K in bytes.</summary>
    public const int SizeBytes = 32;

    private readonly byte[] _key;

    /// <summary>Takes over the 32 bytes of K.</summary>
    /// <exception cref="ReceiptException">There are not exactly 32.</exception>
    public ReceiptSecret(ReadOnlySpan<byte> key)
    {
        if (key.Length != SizeBytes)
        {
            throw new ReceiptException("secret_length", "a receipt secret has exactly 32 bytes");
        }

        _key = key.ToArray();
    }

    /// <summary>A fresh secret from the host's randomness.</summary>
    public static ReceiptSecret Create(RandomNumberGenerator random)
    {
        Span<byte> key = stackalloc byte[SizeBytes];
        random.GetBytes(key);
        return new ReceiptSecret(key);
    }

    /// <summary>K itself, for whoever stores it outside the log.</summary>
    public byte[] ToArray() => [.. _key];

    /// <summary>
    /// The salt of one digest: base64url of the first 16 bytes of HMAC-SHA-256(K, path ‖ 0x00 ‖ name). Claims of the statement itself have
    /// the empty path.
    /// </summary>
    public string SaltOf(string path, string name)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(path, name, mac);
        return StrictBase64.EncodeUrl(mac[..16]);
    }

    /// <summary>
    /// A digest that looks like any other and belongs to no value (RFC 9901 §4.2.5). Deterministic in K, so that the same draft gives the
    /// same octets; without K nobody can tell it from a digest.
    /// </summary>
    public string DecoyOf(string path, string name)
    {
        // The double zero cannot collide with a salt's input: names of claims hold no U+0000.
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(path, "\0decoy\0" + name, mac);
        return StrictBase64.EncodeUrl(SHA256.HashData(mac));
    }

    private void Mac(string path, string name, Span<byte> mac) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{path}\0{name}"), mac);
}
