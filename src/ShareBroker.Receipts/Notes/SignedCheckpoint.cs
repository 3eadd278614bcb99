using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Notes;

/// <summary>A checkpoint with the signatures that stand under it. Parsing verifies nothing.</summary>
public sealed class SignedCheckpoint
{
    private SignedCheckpoint(SignedNote note, Checkpoint checkpoint)
    {
        Note = note;
        Checkpoint = checkpoint;
    }

    /// <summary>The signed note as it stands.</summary>
    public SignedNote Note { get; }

    /// <summary>What its text says.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>The log's name.</summary>
    public string Origin => Checkpoint.Origin;

    /// <summary>How many entries.</summary>
    public long Size => Checkpoint.Size;

    /// <summary>The root over them.</summary>
    public MerkleHash Root => Checkpoint.Root;

    /// <summary>The whole note, as it is published.</summary>
    public string Text => Note.ToText();

    /// <summary>Reads a published checkpoint.</summary>
    /// <exception cref="ReceiptException">It is not a signed note over a checkpoint.</exception>
    public static SignedCheckpoint Parse(string text)
    {
        var note = SignedNote.Parse(text);
        return new SignedCheckpoint(note, Checkpoint.Parse(note.Text));
    }

    /// <summary>
    /// Signs a head with the log's key, whose name is the origin. Ed25519 is deterministic: the same head gives the same text.
    /// </summary>
    public static SignedCheckpoint Sign(Checkpoint checkpoint, NoteSigner signer)
    {
        if (signer.Name != checkpoint.Origin)
        {
            throw new ReceiptException("checkpoint_signer", "the name of a log's key is its origin");
        }

        return new SignedCheckpoint(SignedNote.Sign(checkpoint.ToText(), [signer]), checkpoint);
    }

    /// <summary>The same checkpoint with further signatures, such as those of witnesses.</summary>
    public SignedCheckpoint With(IEnumerable<NoteSignature> signatures) => new(Note.With(signatures), Checkpoint);
}
