using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>
/// Whether some text that is not empty matches both of two simple patterns, or both are empty: letters, <c>.</c>, <c>[…]</c>, each
/// followed by <c>*</c> or <c>+</c> or nothing, and backslash before a letter that shall mean itself.
/// </summary>
internal static class GlobIntersection
{
    /// <exception cref="PatternSyntaxException">One of the two is no such pattern.</exception>
    public static bool Exists(string left, string right, EvaluationMeter meter)
    {
        var (lefts, rights) = (Read(left), Read(right));
        if (lefts.Count == 0 && rights.Count == 0)
        {
            return true;
        }

        meter.Allocate((lefts.Count + 1L) * (rights.Count + 1L) * 2);
        var seen = new bool[lefts.Count + 1, rights.Count + 1, 2];
        var waiting = new Stack<Place>();
        waiting.Push(new Place(0, 0, 0));
        while (waiting.TryPop(out var place))
        {
            meter.Step();
            if (seen[place.Left, place.Right, place.Taken])
            {
                continue;
            }

            seen[place.Left, place.Right, place.Taken] = true;
            if (place.Left == lefts.Count && place.Right == rights.Count && place.Taken == 1)
            {
                return true;
            }

            Push(lefts, rights, place, waiting);
        }

        return false;
    }

    // A part that may stand zero times is passed over; otherwise both sides take one code point that both accept.
    private static void Push(List<Part> lefts, List<Part> rights, Place place, Stack<Place> waiting)
    {
        var left = place.Left < lefts.Count ? lefts[place.Left] : null;
        var right = place.Right < rights.Count ? rights[place.Right] : null;
        if (left is { MayBeAbsent: true })
        {
            waiting.Push(place with { Left = place.Left + 1 });
        }

        if (right is { MayBeAbsent: true })
        {
            waiting.Push(place with { Right = place.Right + 1 });
        }

        if (left is null || right is null || !Agree(left.Set, right.Set))
        {
            return;
        }

        waiting.Push(new Place(place.Left + (left.MayRepeat ? 0 : 1), place.Right + (right.MayRepeat ? 0 : 1), 1));
    }

    // A dot agrees with every part, also with [], as in OPA.
    private static bool Agree(RuneSet left, RuneSet right) =>
        ReferenceEquals(left, RuneSet.All) || ReferenceEquals(right, RuneSet.All) || left.Overlaps(right);

    private static List<Part> Read(string text)
    {
        var parts = new List<Part>();
        for (var at = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case ']':
                    throw Fault(text, at, "set-close ']' with no preceding '['");
                case '*' or '+' when parts.Count == 0 || parts[^1] is not { MayBeAbsent: false, MayRepeat: false }:
                    throw Fault(text, at, $"flag '{text[at]}' must be preceded by a non-flag");
                case '*':
                    // x* is one part that may be absent; x+ is x and then x*.
                    parts[^1] = parts[^1] with { MayBeAbsent = true, MayRepeat = true };
                    at++;
                    break;
                case '+':
                    parts.Add(parts[^1] with { MayBeAbsent = true, MayRepeat = true });
                    at++;
                    break;
                default:
                    parts.Add(new Part(ReadSet(text, ref at), false, false));
                    break;
            }
        }

        return parts;
    }

    private static RuneSet ReadSet(string text, ref int at)
    {
        if (text[at] == '.')
        {
            at++;
            return RuneSet.All;
        }

        if (text[at] != '[')
        {
            return RuneSet.Single(ReadRune(text, ref at));
        }

        at++;
        return ReadMembers(text, ref at);
    }

    // Members up to the closing bracket, single ones and ranges.
    private static RuneSet ReadMembers(string text, ref int at)
    {
        var ranges = new List<(int Low, int High)>();
        int? before = null;
        while (at < text.Length && text[at] != ']')
        {
            if (text[at] == '-')
            {
                var low = before ?? throw Fault(text, at, "range character '-' must be preceded by a Unicode character");
                ranges.Add((low, ReadEnd(text, ref at, low)));
                before = null;
                continue;
            }

            var rune = ReadRune(text, ref at);
            ranges.Add((rune, rune));
            before = rune;
        }

        if (at >= text.Length)
        {
            throw Fault(text, text.Length - 1, "found [ without matching ]");
        }

        at++;
        return RuneSet.Of(ranges);
    }

    // Called on the dash of a range.
    private static int ReadEnd(string text, ref int at, int first)
    {
        if (at + 2 >= text.Length)
        {
            throw Fault(text, at, "range character '-' must be followed by a Unicode character");
        }

        at++;
        if (text[at] is ']' or '-')
        {
            throw Fault(text, at, "range character '-' cannot be followed by a special symbol");
        }

        var last = ReadRune(text, ref at);
        return last >= first ? last : throw Fault(
            text,
            at - 1,
            $"range is out of order: '{char.ConvertFromUtf32(last)}' comes before '{char.ConvertFromUtf32(first)}' in Unicode");
    }

    private static int ReadRune(string text, ref int at)
    {
        if (text[at] == '\\' && ++at == text.Length)
        {
            throw Fault(text, at - 1, "escape '\\' at the end");
        }

        var width = CodePoints.Width(text, at);
        var rune = width == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
        at += width;
        return rune;
    }

    private static PatternSyntaxException Fault(string text, int at, string message) =>
        new($"input:{text}, pos:{at + 1}, {message}: the input provided is invalid");

    // Taken is 1 once a code point was taken.
    private readonly record struct Place(int Left, int Right, int Taken);

    private sealed record Part(RuneSet Set, bool MayBeAbsent, bool MayRepeat);
}
