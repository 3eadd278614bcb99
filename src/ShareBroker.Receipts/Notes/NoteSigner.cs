using System.Buffers.Binary;
using System.Text;
using ShareBroker.Receipts.Keys;

namespace ShareBroker.Receipts.Notes;

/// <summary>A named key that signs notes (type 1).</summary>
public sealed class NoteSigner
{
    private readonly Ed25519SigningKey _key;

    /// <summary>A key under a name; for a log's key the name is its origin.</summary>
    public NoteSigner(string name, Ed25519SigningKey key)
    {
        _key = key;
        Verifier = new NoteVerifier(name, NoteKeyType.Ed25519, key.PublicKey);
    }

    /// <summary>The name of the key.</summary>
    public string Name => Verifier.Name;

    /// <summary>What others check the signatures with.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>Signs the text of a note, its last line feed included.</summary>
    public NoteSignature Sign(string text) => new(Name, Verifier.KeyId, _key.Sign(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// A witness's cosignature (type 4): as of that time this is the largest tree of the origin that the key's owner saw.
    /// </summary>
    public static NoteSignature Cosign(string name, Ed25519SigningKey key, string text, DateTimeOffset time)
    {
        var verifier = new NoteVerifier(name, NoteKeyType.Cosignature, key.PublicKey);
        var seconds = checked((ulong)time.ToUnixTimeSeconds());
        var bytes = new byte[8 + Ed25519PublicKey.SignatureSizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, seconds);
        key.Sign(NoteVerifier.Cosigned(text, seconds)).CopyTo(bytes.AsSpan(8));
        return new NoteSignature(name, verifier.KeyId, bytes);
    }
}
