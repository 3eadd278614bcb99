namespace ShareBroker.Receipts.Notes;

/// <summary>A text with signatures under it (C2SP signed-note v1.0.0). Parsing verifies nothing; <see cref="VerifiedBy"/> does.</summary>
public sealed class SignedNote
{
    /// <summary>The longest note that is read, in characters.</summary>
    public const int LengthMax = 1024 * 1024;

    /// <summary>The most signatures that are read.</summary>
    public const int SignaturesMax = 64;

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        Text = text;
        Signatures = signatures;
    }

    /// <summary>What is signed, with its last line feed.</summary>
    public string Text { get; }

    /// <summary>The signatures in their order, known and unknown.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Reads a note.</summary>
    /// <exception cref="ReceiptException">It is not one.</exception>
    public static SignedNote Parse(string note)
    {
        if (note.Length > LengthMax || note.Any(static character => character < ' ' && character != '\n') || HasLoneSurrogate(note))
        {
            throw Malformed("is too long or has control characters");
        }

        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n') || split + 2 == note.Length)
        {
            throw Malformed("has no signatures after an empty line");
        }

        var lines = note[(split + 2)..^1].Split('\n');
        if (lines.Length > SignaturesMax)
        {
            throw Malformed($"has more than {SignaturesMax} signatures");
        }

        return new SignedNote(note[..(split + 1)], [.. lines.Select(NoteSignature.Parse)]);
    }

    /// <summary>Signs a text that ends with a line feed.</summary>
    public static SignedNote Sign(string text, IEnumerable<NoteSigner> signers)
    {
        if (!text.EndsWith('\n'))
        {
            throw Malformed("must end with a line feed to be signed");
        }

        return new SignedNote(text, [.. signers.Select(signer => signer.Sign(text))]);
    }

    /// <summary>The note as it is published.</summary>
    public string ToText() => $"{Text}\n{string.Concat(Signatures.Select(static signature => signature.ToLine()))}";

    /// <summary>The same text with further signatures.</summary>
    public SignedNote With(IEnumerable<NoteSignature> signatures) => new(Text, [.. Signatures, .. signatures]);

    /// <summary>
    /// Which of the known keys signed. A signature of an unknown key is passed over; one of a known key that does not verify spoils the
    /// note.
    /// </summary>
    /// <exception cref="ReceiptException">A known key's signature is wrong (<c>note_signature</c>).</exception>
    public IReadOnlyList<NoteVerifier> VerifiedBy(IEnumerable<NoteVerifier> known)
    {
        var keys = known.ToList();
        var verified = new List<NoteVerifier>();
        foreach (var signature in Signatures)
        {
            if (keys.Find(key => key.Name == signature.Name && key.KeyId == signature.KeyId) is not { } key)
            {
                continue;
            }

            if (!key.Verify(Text, signature.Bytes.Span))
            {
                throw new ReceiptException("note_signature", $"the signature of '{key.Name}' does not fit the note");
            }

            if (!verified.Contains(key))
            {
                verified.Add(key);
            }
        }

        return verified;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[++at])))
            {
                return true;
            }
        }

        return false;
    }

    private static ReceiptException Malformed(string what) => new("note_malformed", $"a signed note {what}");
}
