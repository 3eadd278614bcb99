using System.Security.Cryptography;
using System.Text;

namespace ShareBroker.Storage.Records;

/// <summary>
/// Encrypts what a store keeps and digests the keys under which it is found: a thief of the file learns how many rows there are and when
/// they came. Each body has its own AES-256-GCM key, so that random nonces never meet; the place of a row is authenticated with it, so no
/// row can be moved to another place. What stays possible is to put back an older body of the same row.
/// </summary>
internal sealed class RecordSeal
{
    private const int SaltSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeadSize = SaltSize + NonceSize + TagSize;

    private readonly byte[] _sealKey;
    private readonly byte[] _indexKey;
    private readonly RandomNumberGenerator _random;

    public RecordSeal(ReadOnlySpan<byte> masterKey, RandomNumberGenerator random)
    {
        if (masterKey.Length != 32)
        {
            throw new ArgumentException("the key of the records has exactly 32 bytes", nameof(masterKey));
        }

        _sealKey = Derive(masterKey, "sharebroker/records/seal/1"u8);
        _indexKey = Derive(masterKey, "sharebroker/records/index/1"u8);
        _random = random;
    }

    /// <summary>The digest under which something is found.</summary>
    public byte[] IndexOf(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return HMACSHA256.HashData(_indexKey, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Encrypts a body for its place.</summary>
    public byte[] Seal(ReadOnlySpan<byte> place, ReadOnlySpan<byte> body)
    {
        var box = new byte[HeadSize + body.Length];
        _random.GetBytes(box, 0, SaltSize + NonceSize);
        using var cipher = CipherOf(box);
        cipher.Encrypt(box.AsSpan(SaltSize, NonceSize), body, box.AsSpan(HeadSize), box.AsSpan(SaltSize + NonceSize, TagSize), place);
        return box;
    }

    /// <summary>Decrypts the body of a place.</summary>
    /// <exception cref="CryptographicException">It was changed, belongs to another place, or the key is another one.</exception>
    public byte[] Open(ReadOnlySpan<byte> place, byte[] box)
    {
        if (box.Length < HeadSize)
        {
            throw new CryptographicException("a row of the records is cut short");
        }

        var body = new byte[box.Length - HeadSize];
        using var cipher = CipherOf(box);
        cipher.Decrypt(box.AsSpan(SaltSize, NonceSize), box.AsSpan(HeadSize), box.AsSpan(SaltSize + NonceSize, TagSize), body, place);
        return body;
    }

    private AesGcm CipherOf(byte[] box) => new(HMACSHA256.HashData(_sealKey, box.AsSpan(0, SaltSize)), TagSize);

    private static byte[] Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> label)
    {
        var key = new byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, masterKey, key, label);
        return key;
    }
}
