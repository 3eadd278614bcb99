using System.Text;

namespace ShareBroker.Rego.Tooling;

/// <summary>Draws tables of letters: titles in the middle, cells at the left unless they are figures.</summary>
internal static class TextTable
{
    public static string Of(IReadOnlyList<string> titles, IReadOnlyList<string[]> rows, bool hasTitles = true, bool figuresLast = false)
    {
        var widths = titles.Select((title, column) => rows.Select(row => Width(row[column])).Append(hasTitles ? Width(title) : 0).Max())
            .ToArray();
        var text = new StringBuilder();
        Rule(text, widths);
        if (hasTitles)
        {
            Row(text, titles.Select((title, column) => Centred(title, widths[column])));
            Rule(text, widths);
        }

        foreach (var row in rows)
        {
            Row(text, row.Select((cell, column) => figuresLast && column == row.Length - 1
                ? new string(' ', widths[column] - Width(cell)) + cell
                : cell + new string(' ', widths[column] - Width(cell))));
        }

        Rule(text, widths);
        return text.ToString();
    }

    /// <summary>Titles at the left, texts of several lines beside them.</summary>
    public static string OfBlocks(IReadOnlyList<(string Title, string Text)> blocks)
    {
        var lines = blocks.Select(static block => block.Text.Replace("\t", "  ", StringComparison.Ordinal).Split('\n')).ToList();
        int[] widths = [blocks.Max(static block => Width(block.Title)), lines.Max(static block => block.Max(Width))];
        var text = new StringBuilder();
        Rule(text, widths);
        foreach (var (block, at) in lines.Select(static (block, at) => (block, at)))
        {
            for (var line = 0; line < block.Length; line++)
            {
                var title = line == 0 ? blocks[at].Title : string.Empty;
                Row(text, [title.PadRight(widths[0]), block[line] + new string(' ', widths[1] - Width(block[line]))]);
            }

            Rule(text, widths);
        }

        return text.ToString();
    }

    private static int Width(string cell) => cell.EnumerateRunes().Count();

    private static string Centred(string title, int width)
    {
        var before = (width - Width(title)) / 2;
        return new string(' ', before) + title + new string(' ', width - Width(title) - before);
    }

    private static void Rule(StringBuilder text, int[] widths) =>
        text.Append('+').AppendJoin('+', widths.Select(static width => new string('-', width + 2))).Append("+\n");

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
