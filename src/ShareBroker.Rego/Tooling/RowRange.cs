namespace ShareBroker.Rego.Tooling;

/// <summary>Lines that follow one another.</summary>
/// <param name="Start">The first, from 1.</param>
/// <param name="End">The last.</param>
public sealed record RowRange(int Start, int End)
{
    internal static IReadOnlyList<RowRange> Of(IEnumerable<int> ascending)
    {
        var ranges = new List<RowRange>();
        foreach (var row in ascending)
        {
            if (ranges.Count > 0 && row <= ranges[^1].End + 1)
            {
                ranges[^1] = ranges[^1] with { End = Math.Max(row, ranges[^1].End) };
            }
            else
            {
                ranges.Add(new RowRange(row, row));
            }
        }

        return ranges;
    }
}
