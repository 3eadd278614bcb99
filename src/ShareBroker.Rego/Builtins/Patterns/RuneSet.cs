namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>A set of code points as sorted ranges that neither touch nor overlap.</summary>
internal sealed class RuneSet
{
    public const int Last = 0x10ffff;

    private readonly int[] _lows;
    private readonly int[] _highs;

    // One bit for each ASCII code point, since most questions are about those.
    private readonly UInt128 _ascii;

    private RuneSet(List<(int Low, int High)> ranges)
    {
        _lows = [.. ranges.Select(static range => range.Low)];
        _highs = [.. ranges.Select(static range => range.High)];
        foreach (var (low, high) in ranges)
        {
            for (var rune = low; rune <= high && rune < 128; rune++)
            {
                _ascii |= UInt128.One << rune;
            }
        }
    }

    public static RuneSet All { get; } = Of((0, Last));

    public int RangeCount => _lows.Length;

    public IEnumerable<(int Low, int High)> Ranges => _lows.Zip(_highs);

    public static RuneSet Of(params IEnumerable<(int Low, int High)> ranges)
    {
        var merged = new List<(int Low, int High)>();
        foreach (var (low, high) in ranges.Where(static range => range.Low <= range.High).OrderBy(static range => range.Low))
        {
            if (merged.Count > 0 && low <= merged[^1].High + 1)
            {
                merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, high));
            }
            else
            {
                merged.Add((low, high));
            }
        }

        return new RuneSet(merged);
    }

    public static RuneSet Single(int rune) => Of((rune, rune));

    public bool Contains(int rune)
    {
        if (rune < 128)
        {
            return (_ascii & (UInt128.One << rune)) != 0;
        }

        var at = Array.BinarySearch(_lows, rune);
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 && rune <= _highs[at];
    }

    public RuneSet Union(RuneSet other) => Of(Ranges.Concat(other.Ranges));

    public RuneSet Complement()
    {
        var gaps = new List<(int Low, int High)>();
        var next = 0;
        foreach (var (low, high) in Ranges)
        {
            gaps.Add((next, low - 1));
            next = high + 1;
        }

        gaps.Add((next, Last));
        return Of(gaps);
    }

    public bool Overlaps(RuneSet other)
    {
        var (i, j) = (0, 0);
        while (i < _lows.Length && j < other._lows.Length)
        {
            if (_highs[i] < other._lows[j])
            {
                i++;
            }
            else if (other._highs[j] < _lows[i])
            {
                j++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
