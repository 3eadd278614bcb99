using System.Net;
using System.Text;

namespace ShareBroker.Policies.Rendering;

/// <summary>Writes a page as one HTML file of its own: no scripts, no foreign sources, readable without styles and in print.</summary>
internal static class HtmlWriter
{
    private const string Style = "body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
        + "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.4rem;text-align:left;vertical-align:top}"
        + "th{background:#eee}caption{text-align:left}";

    public static string Write(Page page)
    {
        var text = new StringBuilder();
        text.Append("<!DOCTYPE html>\n<html lang=\"").Append(Escape(page.Language)).Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>")
            .Append(Escape(page.Title)).Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n<main>\n<h1>")
            .Append(Escape(page.Title)).Append("</h1>\n");
        foreach (var block in page.Blocks)
        {
            Write(text, block);
        }

        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder text, PageBlock block)
    {
        switch (block)
        {
            case PageBlock.Heading heading:
                text.Append("<h2>").Append(Escape(heading.Text)).Append("</h2>\n");
                break;
            case PageBlock.Paragraph paragraph:
                text.Append("<p>").Append(Escape(paragraph.Text)).Append("</p>\n");
                break;
            case PageBlock.Bullets bullets:
                text.Append("<ul>\n");
                foreach (var item in bullets.Items)
                {
                    text.Append("<li>").Append(Escape(item)).Append("</li>\n");
                }

                text.Append("</ul>\n");
                break;
            case PageBlock.Table table:
                text.Append("<table>\n<thead><tr>");
                foreach (var header in table.Headers)
                {
                    text.Append("<th scope=\"col\">").Append(Escape(header)).Append("</th>");
                }

                text.Append("</tr></thead>\n<tbody>\n");
                foreach (var row in table.Rows)
                {
                    Row(text, row);
                }

                text.Append("</tbody>\n</table>\n");
                break;
        }
    }

    private static void Row(StringBuilder text, IReadOnlyList<PageLink> cells)
    {
        text.Append("<tr>");
        foreach (var cell in cells)
        {
            text.Append("<td>");
            text.Append(cell.Target is null ? Escape(cell.Text) : $"<a href=\"{Escape(cell.Target)}\">{Escape(cell.Text)}</a>");
            text.Append("</td>");
        }

        text.Append("</tr>\n");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
