using System.Globalization;
using System.Text;

namespace ShareBroker.Receipts.Tree;

/// <summary>
/// The path of a tile or an entry bundle under a log's address (C2SP tlog-tiles):
/// <c>tile/&lt;level&gt;/&lt;number&gt;[.p/&lt;width&gt;]</c> or
/// <c>tile/entries/…</c>, the number in groups of three digits.
/// </summary>
/// <param name="Level">The level of a tile from 0, or null for a bundle of entries.</param>
/// <param name="Number">Which one of its level, from 0.</param>
/// <param name="Width">How many hashes or entries it has: 256, or fewer for a partial one.</param>
public sealed record TilePath(int? Level, long Number, int Width)
{
    /// <summary>The highest level.</summary>
    public const int LevelMax = 63;

    /// <summary>Every tile and bundle of a tree of that size, those of entries first.</summary>
    public static IEnumerable<TilePath> AllOf(long size)
    {
        foreach (var path in OfOneLevel(null, size))
        {
            yield return path;
        }

        var count = size;
        for (var level = 0; count > 0; level++)
        {
            foreach (var path in OfOneLevel(level, count))
            {
                yield return path;
            }

            count /= TileNodes.Width;
        }
    }

    /// <summary>Reads a path; null when it is not one.</summary>
    public static TilePath? TryParse(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile")
        {
            return null;
        }

        var candidate = Candidate(parts);
        return candidate?.ToString() == path ? candidate : null;
    }

    /// <summary>The path.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var rest = Number;
        text.Insert(0, (rest % 1000).ToString("000", CultureInfo.InvariantCulture));
        while ((rest /= 1000) > 0)
        {
            text.Insert(0, $"x{(rest % 1000).ToString("000", CultureInfo.InvariantCulture)}/");
        }

        text.Insert(0, Level is { } level ? $"tile/{level.ToString(CultureInfo.InvariantCulture)}/" : "tile/entries/");
        return Width == TileNodes.Width ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $".p/{Width}").ToString();
    }

    private static IEnumerable<TilePath> OfOneLevel(int? level, long count)
    {
        for (long number = 0; number < count / TileNodes.Width; number++)
        {
            yield return new TilePath(level, number, TileNodes.Width);
        }

        if (count % TileNodes.Width != 0)
        {
            yield return new TilePath(level, count / TileNodes.Width, (int)(count % TileNodes.Width));
        }
    }

    private static TilePath? Candidate(string[] parts)
    {
        int? level = parts[1] == "entries" ? null : Digits(parts[1], lengthMax: 2) ?? LevelMax + 1;
        var isPartial = parts.Length > 3 && parts[^2].EndsWith(".p", StringComparison.Ordinal);
        var width = isPartial ? Digits(parts[^1], lengthMax: 3) : TileNodes.Width;
        var groups = isPartial ? parts[2..^1] : parts[2..];
        if (level > LevelMax || width is not { } known || (isPartial && known is < 1 or > 255) || groups.Length > 6)
        {
            return null;
        }

        long number = 0;
        for (var at = 0; at < groups.Length; at++)
        {
            var group = groups[at];
            group = at < groups.Length - 1 ? group.TrimStart('x') : isPartial ? group[..^2] : group;
            if (Digits(group, lengthMax: 3) is not { } digits)
            {
                return null;
            }

            number = (number * 1000) + digits;
        }

        return new TilePath(level, number, known);
    }

    private static int? Digits(string text, int lengthMax) =>
        text.Length > 0 && text.Length <= lengthMax && text.All(char.IsAsciiDigit) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
