using ShareBroker.Receipts.Keys.Engines;

namespace ShareBroker.Receipts.Keys;

/// <summary>
/// An Ed25519 public key (RFC 8032). Keys of low order or in a non-canonical encoding are refused, since libraries differ on them.
/// </summary>
public sealed class Ed25519PublicKey : IEquatable<Ed25519PublicKey>
{
    /// <summary>The length of a key in bytes.</summary>
    public const int SizeBytes = 32;

    /// <summary>The length of a signature in bytes.</summary>
    public const int SignatureSizeBytes = 64;

    private readonly byte[] _bytes;

    private Ed25519PublicKey(byte[] bytes) => _bytes = bytes;

    /// <summary>Takes over 32 bytes.</summary>
    /// <exception cref="ReceiptException">There are not 32, or they encode a point of low order or in a non-canonical way
    /// (<c>key_weak</c>).</exception>
    public static Ed25519PublicKey Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes)
        {
            throw new ReceiptException("key_length", "an Ed25519 public key has exactly 32 bytes");
        }

        if (!EdwardsEncoding.IsAcceptablePoint(bytes))
        {
            throw new ReceiptException("key_weak", "the public key is of low order or not in its canonical form; make a new one");
        }

        return new Ed25519PublicKey(bytes.ToArray());
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray() => [.. _bytes];

    /// <summary>Whether the signature fits. A signature whose S or R is not canonical, or whose R is of low order, does not.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        VerifyWith(Ed25519Engine.Default, message, signature);

    /// <inheritdoc/>
    public bool Equals(Ed25519PublicKey? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Ed25519PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    internal bool VerifyWith(Ed25519Engine engine, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSizeBytes &&
        EdwardsEncoding.IsAcceptablePoint(signature[..32]) &&
        EdwardsEncoding.IsCanonicalScalar(signature[32..]) &&
        engine.Verify(_bytes, message, signature);
}
