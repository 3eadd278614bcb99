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
