using System.Buffers;
using System.Text;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Policies.Places;

/// <summary>Turns offsets and rows of a file into places with the text that stands there.</summary>
internal static class TextPlaces
{
    private const int TextMax = 60;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\r\n"u8);

    /// <summary>The whole file.</summary>
    public static PolicyPlace Whole(PolicyFile file) => new(file.Path, Line: 0, Column: 0, Text: "");

    /// <summary>The octet at an offset; the text is as long as said, or reaches the end of the line.</summary>
    public static PolicyPlace At(PolicyFile file, int offset, int length = int.MaxValue)
    {
        var content = file.Content.Span;
        offset = Math.Clamp(offset, 0, content.Length);
        var before = content[..offset];
        var start = before.LastIndexOf((byte)'\n') + 1;
        return new PolicyPlace(
            file.Path, 1 + before.Count((byte)'\n'), 1 + CodePoints(before[start..]), Cut(content[offset..], length));
    }

    /// <summary>A row and column as the engine counts them.</summary>
    public static PolicyPlace AtRow(PolicyFile file, int row, int column)
    {
        var rest = file.Content.Span;
        for (var line = 1; line < row && rest.IndexOf((byte)'\n') is >= 0 and var end; line++)
        {
            rest = rest[(end + 1)..];
        }

        for (var skipped = 1; skipped < column && !rest.IsEmpty; skipped++)
        {
            Rune.DecodeFromUtf8(rest, out _, out var octets);
            rest = rest[octets..];
        }

        return row == 0 ? Whole(file) : new PolicyPlace(file.Path, row, column, Cut(rest, int.MaxValue));
    }

    private static string Cut(ReadOnlySpan<byte> rest, int length)
    {
        var end = rest.IndexOfAny(Ends);
        var line = Encoding.UTF8.GetString(rest[..Math.Min(Math.Min(end < 0 ? rest.Length : end, length), 4 * TextMax)]).Trim();
        return line.Length <= TextMax ? line : line[..(TextMax - 1)] + "…";
    }

    private static int CodePoints(ReadOnlySpan<byte> line)
    {
        var count = 0;
        foreach (var octet in line)
        {
            // Continuation octets of UTF-8 begin no code point.
            count += (octet & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }
}
