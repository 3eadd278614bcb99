using System.Security.Cryptography;
using ShareBroker.Receipts.Keys.Engines;

namespace ShareBroker.Receipts.Keys;

/// <summary>
/// An Ed25519 private key (RFC 8032). Signing is deterministic, safe from many threads, and the same whichever library does it: libsodium
/// where it can be loaded, else OpenSSL's libcrypto. Never logged, never printed.
/// </summary>
public sealed class Ed25519SigningKey : IDisposable
{
    /// <summary>The length of a seed in bytes.</summary>
    public const int SeedSizeBytes = 32;

    private readonly byte[] _seed;
    private readonly Ed25519Engine.Signer _signer;

    /// <summary>Takes over the 32 bytes of the seed.</summary>
    /// <exception cref="ReceiptException">There are not exactly 32.</exception>
    public Ed25519SigningKey(ReadOnlySpan<byte> seed)
        : this(seed, Ed25519Engine.Default)
    {
    }

    internal Ed25519SigningKey(ReadOnlySpan<byte> seed, Ed25519Engine engine)
    {
        if (seed.Length != SeedSizeBytes)
        {
            throw new ReceiptException("key_length", "an Ed25519 seed has exactly 32 bytes");
        }

        _seed = seed.ToArray();
        _signer = engine.OpenSigner(_seed);
        PublicKey = Ed25519PublicKey.Parse(_signer.PublicKey);
    }

    /// <summary>What others check the signatures with.</summary>
    public Ed25519PublicKey PublicKey { get; }

    /// <summary>A fresh key from the host's randomness.</summary>
    public static Ed25519SigningKey Create(RandomNumberGenerator random)
    {
        Span<byte> seed = stackalloc byte[SeedSizeBytes];
        random.GetBytes(seed);
        return new Ed25519SigningKey(seed);
    }

    /// <summary>The seed, for whoever stores the key.</summary>
    public byte[] ToSeed() => [.. _seed];

    /// <summary>The 64 bytes of the signature.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => _signer.Sign(message);

    /// <summary>Wipes the seed and gives the library's memory back.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_seed);
        _signer.Dispose();
    }
}
