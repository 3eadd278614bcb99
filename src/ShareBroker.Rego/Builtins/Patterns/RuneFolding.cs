using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>Code points that differ in case only, after Unicode's simple folding.</summary>
internal static class RuneFolding
{
    // Mappings that .NET's invariant casing leaves out, or that lead from several letters to one.
    private static readonly (int Letter, int Folded)[] Irregular =
    [
        (0x17f, 's'), (0x212a, 'k'), (0x212b, 0xe5), (0xb5, 0x3bc), (0x345, 0x3b9), (0x1fbe, 0x3b9), (0x3c2, 0x3c3), (0x3d0, 0x3b2),
        (0x3d1, 0x3b8), (0x3f4, 0x3b8), (0x3d5, 0x3c6), (0x3d6, 0x3c0), (0x3f0, 0x3ba), (0x3f1, 0x3c1), (0x3f5, 0x3b5), (0x1e9b, 0x1e61),
        (0x1e9e, 0xdf), (0x2126, 0x3c9),
    ];

    private static readonly Lazy<Dictionary<int, List<int>>> Families = new(Build);

    private static readonly Lazy<Dictionary<int, RuneSet>> Letters = new(static () => Families.Value.Values
        .SelectMany(static family => family, static (family, rune) => (Rune: rune, Family: family))
        .ToDictionary(static letter => letter.Rune, static letter => RuneSet.Of(letter.Family.Select(static rune => (rune, rune)))));

    /// <summary>How many letters have cases: what <see cref="Close"/> looks at.</summary>
    public static int FamilyCount => Families.Value.Count;

    /// <summary>One code point with its other cases.</summary>
    public static RuneSet Of(int rune) => Letters.Value.GetValueOrDefault(rune) ?? RuneSet.Single(rune);

    /// <summary>The set with every code point's other cases added.</summary>
    public static RuneSet Close(RuneSet set)
    {
        if (set.RangeCount == 1 && set.Ranges.First() == (0, RuneSet.Last))
        {
            return set;
        }

        var more = new List<(int Low, int High)>(set.Ranges);
        foreach (var family in Families.Value.Values)
        {
            if (family.Exists(set.Contains))
            {
                more.AddRange(family.Select(static rune => (rune, rune)));
            }
        }

        return RuneSet.Of(more);
    }

    private static Dictionary<int, List<int>> Build()
    {
        var irregular = Irregular.ToDictionary(static entry => entry.Letter, static entry => entry.Folded);
        var families = new Dictionary<int, List<int>>();
        for (int value = 'A'; value <= 0x1ffff; value = NextLetter(value))
        {
            var folded = irregular.TryGetValue(value, out var other) ? other : Fold(value);
            if (!families.TryGetValue(folded, out var family))
            {
                family = [];
                families.Add(folded, family);
            }

            family.Add(value);
        }

        return families.Where(static entry => entry.Value.Count > 1).ToDictionary(static entry => entry.Key, static entry => entry.Value);
    }

    private static int NextLetter(int value)
    {
        do
        {
            value++;
        }
        while (!Rune.IsValid(value) || !IsCased(value));
        return value;
    }

    private static bool IsCased(int value) => value > 0x1ffff || CharUnicodeInfo.GetUnicodeCategory(value)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherSymbol or UnicodeCategory.NonSpacingMark;

    private static int Fold(int value) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(value))).Value;
}
