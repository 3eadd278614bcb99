using System.Text;

namespace ShareBroker.Policies.Rendering;

/// <summary>Writes a page as Markdown (CommonMark with tables). Whatever a text holds, it stays text.</summary>
internal static class MarkdownWriter
{
    private const string Special = "\\`*_{}[]<>#|~";

    /// <param name="page">The page.</param>
    /// <param name="note">A last line, in Markdown, for whoever opens the file; null for none.</param>
    public static string Write(Page page, string? note)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(page.Title)).Append('\n');
        foreach (var block in page.Blocks)
        {
            text.Append('\n');
            Write(text, block);
        }

        return note is null ? text.ToString() : text.Append('\n').Append(note).Append('\n').ToString();
    }

    private static void Write(StringBuilder text, PageBlock block)
    {
        switch (block)
        {
            case PageBlock.Heading heading:
                text.Append("## ").Append(Escape(heading.Text)).Append('\n');
                break;
            case PageBlock.Paragraph paragraph:
                text.Append(Escape(paragraph.Text)).Append('\n');
                break;
            case PageBlock.Bullets bullets:
                foreach (var item in bullets.Items)
                {
                    text.Append("- ").Append(Escape(item)).Append('\n');
                }

                break;
            case PageBlock.Table table:
                Row(text, table.Headers.Select(header => (PageLink)header));
                Row(text, table.Headers.Select(_ => (PageLink)"---"), isRule: true);
                foreach (var row in table.Rows)
                {
                    Row(text, row);
                }

                break;
        }
    }

    private static void Row(StringBuilder text, IEnumerable<PageLink> cells, bool isRule = false)
    {
        foreach (var cell in cells)
        {
            var shown = isRule ? cell.Text : Escape(cell.Text);
            text.Append("| ").Append(cell.Target is null ? shown : $"[{shown}]({cell.Target})").Append(' ');
        }

        text.Append("|\n");
    }

    private static string Escape(string plain)
    {
        var text = new StringBuilder(plain.Length + 8);
        for (var index = 0; index < plain.Length; index++)
        {
            var letter = plain[index];
            var startsList = index == 0 && (letter is '-' or '+' or '=' || char.IsAsciiDigit(letter));
            if (Special.Contains(letter, StringComparison.Ordinal) || (startsList && !char.IsAsciiDigit(letter)) || letter == '&')
            {
                // Between letters an underscore is no mark-up, so ids stay readable in the source.
                var isInner = letter == '_' && index > 0 && index + 1 < plain.Length
                    && char.IsLetterOrDigit(plain[index - 1]) && char.IsLetterOrDigit(plain[index + 1]);
                text.Append(isInner ? "" : "\\");
            }

            text.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return text.ToString();
    }
}
