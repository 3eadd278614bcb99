using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Notes;

/// <summary>A key that note signatures are checked with, read from and written as <c>name+hex8(keyId)+base64(type ‖ key)</c>.</summary>
public sealed class NoteVerifier : IEquatable<NoteVerifier>
{
    /// <summary>A key under a name.</summary>
    /// <exception cref="ReceiptException">The name is not fit for a note.</exception>
    public NoteVerifier(string name, NoteKeyType type, Ed25519PublicKey key)
    {
        if (!NoteKeyName.IsValid(name) || type is not (NoteKeyType.Ed25519 or NoteKeyType.Cosignature))
        {
            throw new ReceiptException("vkey_malformed", "a note key has a name without spaces or plus signs and type 1 or 4");
        }

        Name = name;
        Type = type;
        Key = key;
        byte[] hashed = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. key.ToArray()];
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(hashed));
    }

    /// <summary>The name of the key.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public NoteKeyType Type { get; }

    /// <summary>The public key.</summary>
    public Ed25519PublicKey Key { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), big-endian.</summary>
    public uint KeyId { get; }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="ReceiptException">It is not one, its id does not fit, its type is not known, or the key is weak.</exception>
    public static NoteVerifier Parse(string vkey)
    {
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3 || parts[1].Length != 8)
        {
            throw new ReceiptException("vkey_malformed", "a verifier key is name, key id and base64 with plus signs between");
        }

        var material = StrictBase64.Decode(parts[2]);
        if (material.Length != 1 + Ed25519PublicKey.SizeBytes)
        {
            throw new ReceiptException("vkey_malformed", "a verifier key is not an Ed25519 key");
        }

        var key = new NoteVerifier(parts[0], (NoteKeyType)material[0], Ed25519PublicKey.Parse(material.AsSpan(1)));
        return key.KeyId.ToString("x8", CultureInfo.InvariantCulture) == parts[1]
            ? key
            : throw new ReceiptException("vkey_malformed", "the id of a verifier key does not fit its name and key");
    }

    /// <summary>Whether the signature bytes (without key id) fit the text.</summary>
    public bool Verify(string text, ReadOnlySpan<byte> signature)
    {
        if (Type == NoteKeyType.Ed25519)
        {
            return Key.Verify(Encoding.UTF8.GetBytes(text), signature);
        }

        return signature.Length == 8 + Ed25519PublicKey.SignatureSizeBytes &&
            BinaryPrimitives.ReadUInt64BigEndian(signature) is var time and <= long.MaxValue &&
            Key.Verify(Cosigned(text, time), signature[8..]);
    }

    /// <inheritdoc/>
    public bool Equals(NoteVerifier? other) => other is not null && Name == other.Name && Type == other.Type && Key.Equals(other.Key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NoteVerifier);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)KeyId);

    /// <summary>The text form.</summary>
    public override string ToString() =>
        $"{Name}+{KeyId.ToString("x8", CultureInfo.InvariantCulture)}+{Convert.ToBase64String([(byte)Type, .. Key.ToArray()])}";

    internal static byte[] Cosigned(string text, ulong time) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}"));
}
