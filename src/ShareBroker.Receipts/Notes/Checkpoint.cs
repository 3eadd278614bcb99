using System.Globalization;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Notes;

/// <summary>What a log says about itself: its name, how many entries, and the root over them (C2SP tlog-checkpoint v1.0.0).</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">The root of the tree of that size.</param>
public sealed record Checkpoint(string Origin, long Size, MerkleHash Root)
{
    /// <summary>
    /// Reads the text of a note. Extension lines are allowed and not kept; whoever verifies a signature uses the note's own text.
    /// </summary>
    /// <exception cref="ReceiptException">It is not a checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length != 0 || lines[..^1].Any(static line => line.Length == 0))
        {
            throw Malformed();
        }

        return new Checkpoint(lines[0], ParseDecimal(lines[1]) ?? throw Malformed(), MerkleHash.ParseBase64(lines[2]));
    }

    /// <summary>The three lines that are signed.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>ASCII decimal without sign or leading zero, at most 2^63-1.</summary>
    internal static long? ParseDecimal(string text) =>
        text.Length is > 0 and <= 19 && text.All(char.IsAsciiDigit) && (text[0] != '0' || text.Length == 1) &&
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static ReceiptException Malformed() =>
        new("checkpoint_malformed", "a checkpoint is origin, size and root, each on a line of its own");
}
