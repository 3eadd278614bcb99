using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>
/// Whether some text matches both of two simple patterns: letters, <c>.</c>, <c>[…]</c>, each followed by <c>*</c> or <c>+</c> or nothing,
/// and backslash before a letter that shall mean itself. The answer is the one of OPA, which looks only forwards: what one side repeats
/// must stand on the other side as far as that goes, so <c>b</c> and <c>b.*</c> have nothing in common there though <c>b</c> matches both.
/// </summary>
internal static class GlobIntersection
{
    private enum Repeat
    {
        Once,
        Any,
        Some,
    }

    /// <exception cref="PatternSyntaxException">One of the two is no such pattern.</exception>
    public static bool Exists(string left, string right, EvaluationMeter meter)
    {
        var (lefts, rights) = (Read(left), Read(right));
        return Trim(ref lefts, ref rights) && Meet(lefts, rights, meter);
    }

    // What stands once at the same place from the front, or from the back, must agree. All but the innermost of each end is left away:
    // it decides nothing more.
    private static bool Trim(ref List<Part> lefts, ref List<Part> rights)
    {
        var front = 0;
        for (; front < lefts.Count && front < rights.Count && IsOnce(lefts[front], rights[front]); front++)
        {
            if (!Agree(lefts[front], rights[front]))
            {
                return false;
            }
        }

        front = Math.Max(0, front - 1);
        var back = 0;
        var most = Math.Min(lefts.Count, rights.Count) - front;
        for (; back < most && IsOnce(lefts[^(back + 1)], rights[^(back + 1)]); back++)
        {
            if (!Agree(lefts[^(back + 1)], rights[^(back + 1)]))
            {
                return false;
            }
        }

        back = Math.Max(0, back - 1);
        lefts = lefts[front..^back];
        rights = rights[front..^back];
        return true;
    }

    // From the back, row by row: whether the rest of the left from i and the rest of the right from j meet. Where both repeat, the side
    // that repeated last goes first, and the left at the start.
    private static bool Meet(List<Part> lefts, List<Part> rights, EvaluationMeter meter)
    {
        meter.Allocate((rights.Count + 1L) * 8);
        var below = Row.Last(rights.Count);
        for (var i = lefts.Count - 1; i >= 0; i--)
        {
            meter.Work(rights.Count + 1L);
            below = Above(below, lefts, i, rights);
        }

        return below.LeftFirst[0];
    }

    private static Row Above(Row below, List<Part> lefts, int i, List<Part> rights)
    {
        var (left, after) = (lefts[i], i + 1 < lefts.Count ? lefts[i + 1] : null);
        var row = Row.Empty(rights.Count);
        row.InLeft[^1] = after is null;
        for (var j = rights.Count - 1; j >= 0; j--)
        {
            var (right, next) = (rights[j], j + 1 < rights.Count ? rights[j + 1] : null);
            var agree = Agree(left, right);
            row.InLeft[j] = (after is not null && Agree(after, right) && below.LeftFirst[j]) || (agree && row.InLeft[j + 1]);
            row.InRight[j] = (next is not null && Agree(left, next) && row.RightFirst[j + 1]) || (agree && below.InRight[j]);
            // What stands at least once takes one part of the other side, or is taken whole by one that repeats too.
            var byLeft = left.Repeat == Repeat.Any ? row.InLeft[j]
                : agree && (row.InLeft[j + 1] || (right.Repeat != Repeat.Once && below.LeftFirst[j]));
            var byRight = right.Repeat == Repeat.Any ? row.InRight[j]
                : agree && (below.InRight[j] || (left.Repeat != Repeat.Once && row.RightFirst[j + 1]));
            (row.LeftFirst[j], row.RightFirst[j]) = (left.Repeat, right.Repeat) switch
            {
                (Repeat.Once, Repeat.Once) => (agree && below.LeftFirst[j + 1], agree && below.RightFirst[j + 1]),
                (_, Repeat.Once) => (byLeft, byLeft),
                (Repeat.Once, _) => (byRight, byRight),
                _ => (byLeft, byRight),
            };
        }

        return row;
    }

    private static bool IsOnce(Part left, Part right) => left.Repeat == Repeat.Once && right.Repeat == Repeat.Once;

    // A dot agrees with every part, also with [], as in OPA.
    private static bool Agree(Part left, Part right) =>
        ReferenceEquals(left.Set, RuneSet.All) || ReferenceEquals(right.Set, RuneSet.All) || left.Set.Overlaps(right.Set);

    private static List<Part> Read(string text)
    {
        var parts = new List<Part>();
        for (var at = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case ']':
                    throw Fault(text, at, "set-close ']' with no preceding '['");
                case '*' or '+' when parts.Count == 0 || parts[^1].Repeat != Repeat.Once:
                    throw Fault(text, at, $"flag '{text[at]}' must be preceded by a non-flag");
                case '*' or '+':
                    parts[^1] = parts[^1] with { Repeat = text[at] == '*' ? Repeat.Any : Repeat.Some };
                    Merge(parts);
                    at++;
                    break;
                default:
                    var isSet = text[at] == '[';
                    parts.Add(new Part(ReadSet(text, ref at), isSet, Repeat.Once));
                    break;
            }
        }

        return parts;
    }

    // a*a+ is a+.
    private static void Merge(List<Part> parts)
    {
        if (parts.Count > 1 && parts[^2].Repeat != Repeat.Once && parts[^2].IsSame(parts[^1]))
        {
            var repeat = parts[^2].Repeat == Repeat.Any && parts[^1].Repeat == Repeat.Any ? Repeat.Any : Repeat.Some;
            parts.RemoveAt(parts.Count - 1);
            parts[^1] = parts[^1] with { Repeat = repeat };
        }
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

    // For one i and every j: whether the rests meet, and whether they do when the part of one side is one that repeats and has begun.
    private sealed record Row(bool[] LeftFirst, bool[] RightFirst, bool[] InLeft, bool[] InRight)
    {
        public static Row Empty(int count) => new(new bool[count + 1], new bool[count + 1], new bool[count + 1], new bool[count + 1]);

        // Nothing is left of the left.
        public static Row Last(int count)
        {
            var row = Empty(count);
            (row.LeftFirst[count], row.RightFirst[count]) = (true, true);
            if (count > 0)
            {
                row.InRight[count - 1] = true;
            }

            return row;
        }
    }

    private sealed record Part(RuneSet Set, bool IsSet, Repeat Repeat)
    {
        // A set of one letter is not that letter.
        public bool IsSame(Part other) => IsSet == other.IsSet && Set.Ranges.SequenceEqual(other.Set.Ranges);
    }
}
