using System.Buffers.Binary;

namespace ShareBroker.Receipts.Notes;

/// <summary>One signature line of a note: <c>— name base64(keyId ‖ signature)</c>.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">The first four bytes of the hash over name, type and public key.</param>
/// <param name="Bytes">The signature without the key id; what it holds depends on the key's type.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The line with its line feed.</summary>
    public string ToLine()
    {
        var payload = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(payload, KeyId);
        Bytes.Span.CopyTo(payload.AsSpan(4));
        return $"\u2014 {Name} {Convert.ToBase64String(payload)}\n";
    }

    /// <summary>Reads a line, with or without its line feed.</summary>
    /// <exception cref="ReceiptException">It is not a signature line.</exception>
    public static NoteSignature Parse(string line)
    {
        var parts = line.TrimEnd('\n').Split(' ');
        if (parts.Length != 3 || parts[0] != "\u2014" || !NoteKeyName.IsValid(parts[1]))
        {
            throw new ReceiptException("note_malformed", "a signature line of a note is a dash, a key name and base64");
        }

        var payload = Signing.StrictBase64.Decode(parts[2]);
        if (payload.Length < 5)
        {
            throw new ReceiptException("note_malformed", "a signature of a note is too short");
        }

        return new NoteSignature(parts[1], BinaryPrimitives.ReadUInt32BigEndian(payload), payload.AsMemory(4));
    }
}
