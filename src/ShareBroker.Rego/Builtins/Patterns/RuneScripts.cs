using System.Globalization;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>Code points of all scripts (Unicode 17, property Script), by names without case, spaces, underscores and hyphens.</summary>
internal static class RuneScripts
{
    private static readonly Lazy<Dictionary<string, RuneSet>> Sets = new(static () => Read(Lines()));

    /// <summary>The set of a script by its plain name, such as <c>olditalic</c>; null when there is none.</summary>
    public static RuneSet? Find(string plainName) => Sets.Value.GetValueOrDefault(plainName);

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(RuneScripts).Assembly.GetManifestResourceStream("ShareBroker.Rego.Scripts")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    // Name: ranges in hexadecimal; a line that begins with a space goes on with the ranges of the one before.
    private static Dictionary<string, RuneSet> Read(IEnumerable<string> lines)
    {
        var ranges = new Dictionary<string, List<(int Low, int High)>>(StringComparer.Ordinal);
        List<(int Low, int High)> current = [];
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0].EndsWith(':'))
            {
                current = ranges[RuneClasses.Plain(words[0][..^1])] = [];
            }

            current.AddRange(words.Where(static word => !word.EndsWith(':')).Select(Range));
        }

        return ranges.ToDictionary(static entry => entry.Key, static entry => RuneSet.Of(entry.Value), StringComparer.Ordinal);
    }

    private static (int Low, int High) Range(string word)
    {
        var dash = word.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Hex(word), Hex(word)) : (Hex(word.AsSpan(0, dash)), Hex(word.AsSpan(dash + 1)));
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
