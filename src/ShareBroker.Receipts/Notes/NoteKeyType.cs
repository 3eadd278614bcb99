namespace ShareBroker.Receipts.Notes;

/// <summary>What a note key signs, the type byte of C2SP signed-note.</summary>
public enum NoteKeyType
{
    /// <summary>No type; never valid.</summary>
    None = 0,

    /// <summary>Ed25519 over the text of the note.</summary>
    Ed25519 = 1,

    /// <summary>Ed25519 over a time and the text: a witness's cosignature (C2SP tlog-cosignature v1).</summary>
    Cosignature = 4,
}
