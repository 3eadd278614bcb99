using System.Globalization;
using System.Text;

namespace ShareBroker.Cli.Rego;

/// <summary>What differs between two texts, row by row, in the form that <c>patch</c> reads.</summary>
internal static class LineDifference
{
    private const int Context = 3;

    // Beyond this many pairs of rows the middle is shown as replaced: a difference is for people to read.
    private const long PairsMax = 4_000_000;

    /// <summary>The hunks below a header of two rows; empty when the texts are equal.</summary>
    public static string Of(string file, string before, string after)
    {
        var (a, b) = (before.Split('\n'), after.Split('\n'));
        var rows = Rows(a, b);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"--- {file}\n+++ {file}\n");
        for (var at = 0; at < rows.Count;)
        {
            if (rows[at].Sign == ' ')
            {
                at++;
                continue;
            }

            var start = Math.Max(0, at - Context);
            var end = EndOfHunk(rows, at);
            AppendHunk(text, rows, start, end);
            at = end;
        }

        return text.ToString();
    }

    private static int EndOfHunk(List<Row> rows, int at)
    {
        var last = at;
        for (var i = at; i < rows.Count && i <= last + (2 * Context); i++)
        {
            last = rows[i].Sign == ' ' ? last : i;
        }

        return Math.Min(rows.Count, last + Context + 1);
    }

    private static void AppendHunk(StringBuilder text, List<Row> rows, int start, int end)
    {
        var hunk = rows[start..end];
        var before = hunk.Count(static row => row.Sign != '+');
        var after = hunk.Count(static row => row.Sign != '-');
        text.Append(CultureInfo.InvariantCulture, $"@@ -{hunk[0].Before},{before} +{hunk[0].After},{after} @@\n");
        foreach (var row in hunk)
        {
            text.Append(row.Sign).Append(row.Text).Append('\n');
        }
    }

    // Equal rows at both ends stand aside; between them the longest common rows are kept.
    private static List<Row> Rows(string[] a, string[] b)
    {
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < Math.Min(a.Length, b.Length) - head && a[^(tail + 1)] == b[^(tail + 1)])
        {
            tail++;
        }

        var (height, width) = (a.Length - head - tail, b.Length - head - tail);
        var common = (long)height * width <= PairsMax ? Common(a.AsSpan(head, height), b.AsSpan(head, width)) : null;
        var rows = new List<Row>();
        for (var (i, j) = (0, 0); i < a.Length || j < b.Length;)
        {
            var inside = i >= head && j >= head && (i < head + height || j < head + width);
            if (!inside)
            {
                rows.Add(new Row(' ', a[i], ++i, ++j));
                continue;
            }

            var (x, y) = (i - head, j - head);
            if (common is not null && x < height && y < width && a[i] == b[j])
            {
                rows.Add(new Row(' ', a[i], ++i, ++j));
            }
            else if (y == width || (x < height && (common is null || common[x + 1, y] >= common[x, y + 1])))
            {
                rows.Add(new Row('-', a[i], ++i, j + 1));
            }
            else
            {
                rows.Add(new Row('+', b[j], i + 1, ++j));
            }
        }

        return rows;
    }

    private static int[,] Common(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private readonly record struct Row(char Sign, string Text, int Before, int After);
}
