namespace ShareBroker.Rego.Typesetting;

/// <summary>
/// Where brackets close, found by counting alone: brackets within strings and comments count as well, as they do for those who lay
/// policies out today.
/// </summary>
internal static class Brackets
{
    /// <summary>No row of any text.</summary>
    public const int Nowhere = -1;

    /// <summary>The row on which the first opening bracket is closed.</summary>
    /// <param name="text">What is searched.</param>
    /// <param name="row">The row on which it begins.</param>
    /// <param name="open">The opening bracket.</param>
    /// <param name="close">The closing bracket.</param>
    /// <param name="skipped">A pair of brackets to be passed over first; empty for none.</param>
    public static int ClosingRow(ReadOnlySpan<char> text, int row, char open, char close, string skipped = "")
    {
        var (at, breaks) = (0, 0);
        if (skipped.Length == 2 && !Pass(text, skipped[0], skipped[1], ref at, ref breaks))
        {
            return Nowhere;
        }

        return Pass(text, open, close, ref at, ref breaks) ? row + breaks : Nowhere;
    }

    private static bool Pass(ReadOnlySpan<char> text, char open, char close, ref int at, ref int breaks)
    {
        while (at < text.Length && text[at] != open)
        {
            at++;
        }

        for (var depth = 1; depth > 0;)
        {
            if (++at >= text.Length)
            {
                return false;
            }

            var c = text[at];
            depth += c == open ? 1 : c == close ? -1 : 0;
            breaks += c == '\n' ? 1 : 0;
        }

        return true;
    }
}
