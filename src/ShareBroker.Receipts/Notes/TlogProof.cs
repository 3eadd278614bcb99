using System.Globalization;
using System.Text;
using ShareBroker.Receipts.Signing;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Notes;

/// <summary>An inclusion proof with the checkpoint it leads to (C2SP tlog-proof). Parsing verifies nothing.</summary>
/// <param name="Index">The place of the leaf.</param>
/// <param name="Path">The hashes, leaf's sibling first.</param>
/// <param name="Checkpoint">The signed head.</param>
public sealed record TlogProof(long Index, IReadOnlyList<MerkleHash> Path, SignedCheckpoint Checkpoint)
{
    /// <summary>The first line.</summary>
    public const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>Reads the text. An <c>extra</c> line is allowed and passed over: it is not authenticated.</summary>
    /// <exception cref="ReceiptException">It is not a proof.</exception>
    public static TlogProof Parse(string text)
    {
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = split < 0 ? [] : text[..split].Split('\n');
        var at = 1;
        if (lines.Length > 1 && lines[1].StartsWith("extra ", StringComparison.Ordinal))
        {
            _ = StrictBase64.Decode(lines[1]["extra ".Length..]);
            at = 2;
        }

        if (lines.Length <= at || lines[0] != Header || !lines[at].StartsWith("index ", StringComparison.Ordinal) ||
            Notes.Checkpoint.ParseDecimal(lines[at]["index ".Length..]) is not { } index || lines.Length - at - 1 > MerkleProof.HashesMax)
        {
            throw new ReceiptException(
                "proof_malformed", "a proof is its header, an index, at most 63 hashes, an empty line and a checkpoint");
        }

        return new TlogProof(index, [.. lines[(at + 1)..].Select(MerkleHash.ParseBase64)], SignedCheckpoint.Parse(text[(split + 2)..]));
    }

    /// <summary>The text.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Header, 1024).Append(CultureInfo.InvariantCulture, $"\nindex {Index}\n");
        foreach (var hash in Path)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(Checkpoint.Text).ToString();
    }

    /// <summary>
    /// Whether the leaf stands at the index in the tree of the checkpoint. Says nothing about the checkpoint's signatures.
    /// </summary>
    public bool Includes(MerkleHash leafHash) => MerkleProof.VerifyInclusion(Index, Checkpoint.Size, leafHash, Path, Checkpoint.Root);
}
