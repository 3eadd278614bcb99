using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>A policy text with its rows.</summary>
internal sealed class SourceText
{
    private readonly List<int> _rows = [0];

    public SourceText(string text)
    {
        Text = text;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            _rows.Add(at + 1);
        }
    }

    public string Text { get; }

    public ReadOnlySpan<char> Slice(TextSpan span) => Text.AsSpan(span.Start, Math.Max(0, span.End - span.Start));

    /// <summary>How many line breaks a stretch holds.</summary>
    public int BreaksIn(TextSpan span) => span.IsEmpty ? 0 : RowAt(span.End) - RowAt(span.Start);

    /// <summary>What stands on the row of a place, without the white space around it.</summary>
    public ReadOnlySpan<char> Row(int offset)
    {
        var row = RowAt(offset);
        var end = row + 1 < _rows.Count ? _rows[row + 1] : Text.Length;
        return Text.AsSpan(_rows[row], end - _rows[row]).Trim();
    }

    /// <summary>The string literal that begins at an offset, with its quotes; empty where none begins.</summary>
    public ReadOnlySpan<char> LiteralAt(int offset)
    {
        var quote = offset < Text.Length ? Text[offset] : '\0';
        if (quote is not ('"' or '`'))
        {
            return [];
        }

        var end = offset + 1;
        while (end < Text.Length && Text[end] != quote)
        {
            end += Text[end] == '\\' && quote == '"' ? 2 : 1;
        }

        return Text.AsSpan(offset, Math.Min(end + 1, Text.Length) - offset);
    }

    private int RowAt(int offset)
    {
        var found = _rows.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
