using System.Collections.Concurrent;
using System.Globalization;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>Named sets of code points: Perl's and POSIX's, both ASCII, and Unicode's categories and scripts.</summary>
internal static class RuneClasses
{
    private static readonly ConcurrentDictionary<string, RuneSet> Categories = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, UnicodeCategory[]> CategoryNames = new(StringComparer.Ordinal)
    {
        ["Lu"] = [UnicodeCategory.UppercaseLetter],
        ["Ll"] = [UnicodeCategory.LowercaseLetter],
        ["Lt"] = [UnicodeCategory.TitlecaseLetter],
        ["Lm"] = [UnicodeCategory.ModifierLetter],
        ["Lo"] = [UnicodeCategory.OtherLetter],
        ["Mn"] = [UnicodeCategory.NonSpacingMark],
        ["Mc"] = [UnicodeCategory.SpacingCombiningMark],
        ["Me"] = [UnicodeCategory.EnclosingMark],
        ["Nd"] = [UnicodeCategory.DecimalDigitNumber],
        ["Nl"] = [UnicodeCategory.LetterNumber],
        ["No"] = [UnicodeCategory.OtherNumber],
        ["Pc"] = [UnicodeCategory.ConnectorPunctuation],
        ["Pd"] = [UnicodeCategory.DashPunctuation],
        ["Ps"] = [UnicodeCategory.OpenPunctuation],
        ["Pe"] = [UnicodeCategory.ClosePunctuation],
        ["Pi"] = [UnicodeCategory.InitialQuotePunctuation],
        ["Pf"] = [UnicodeCategory.FinalQuotePunctuation],
        ["Po"] = [UnicodeCategory.OtherPunctuation],
        ["Sm"] = [UnicodeCategory.MathSymbol],
        ["Sc"] = [UnicodeCategory.CurrencySymbol],
        ["Sk"] = [UnicodeCategory.ModifierSymbol],
        ["So"] = [UnicodeCategory.OtherSymbol],
        ["Zs"] = [UnicodeCategory.SpaceSeparator],
        ["Zl"] = [UnicodeCategory.LineSeparator],
        ["Zp"] = [UnicodeCategory.ParagraphSeparator],
        ["Cc"] = [UnicodeCategory.Control],
        ["Cf"] = [UnicodeCategory.Format],
        ["Cs"] = [UnicodeCategory.Surrogate],
        ["Co"] = [UnicodeCategory.PrivateUse],
    };

    public static RuneSet Digit { get; } = RuneSet.Of(('0', '9'));

    public static RuneSet Space { get; } = RuneSet.Of(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    public static RuneSet Word { get; } = RuneSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    public static RuneSet NotNewLine { get; } = RuneSet.Single('\n').Complement();

    /// <summary>The set of \d, \s or \w and their opposites, or null.</summary>
    public static RuneSet? Perl(char letter) => letter switch
    {
        'd' => Digit,
        's' => Space,
        'w' => Word,
        'D' => Digit.Complement(),
        'S' => Space.Complement(),
        'W' => Word.Complement(),
        _ => null,
    };

    /// <summary>The set of a name such as <c>alpha</c> in <c>[[:alpha:]]</c>, or null.</summary>
    public static RuneSet? Posix(string name) => name switch
    {
        "alnum" => RuneSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        "alpha" => RuneSet.Of(('A', 'Z'), ('a', 'z')),
        "ascii" => RuneSet.Of((0, 0x7f)),
        "blank" => RuneSet.Of(('\t', '\t'), (' ', ' ')),
        "cntrl" => RuneSet.Of((0, 0x1f), (0x7f, 0x7f)),
        "digit" => Digit,
        "graph" => RuneSet.Of(('!', '~')),
        "lower" => RuneSet.Of(('a', 'z')),
        "print" => RuneSet.Of((' ', '~')),
        "punct" => RuneSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        "space" => RuneSet.Of(('\t', '\r'), (' ', ' ')),
        "upper" => RuneSet.Of(('A', 'Z')),
        "word" => Word,
        "xdigit" => RuneSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        _ => null,
    };

    /// <summary>The set of a Unicode category or script by its name, or null.</summary>
    public static RuneSet? Unicode(string name)
    {
        if (name == "Any")
        {
            return RuneSet.All;
        }

        var categories = CategoryNames.Where(entry => entry.Key == name || (name.Length == 1 && entry.Key[0] == name[0])).ToArray();
        if (categories.Length == 0)
        {
            return RuneScripts.Find(name);
        }

        return Categories.GetOrAdd(name, _ => Scan([.. categories.SelectMany(static entry => entry.Value)]));
    }

    private static RuneSet Scan(UnicodeCategory[] wanted)
    {
        var mask = wanted.Aggregate(0, static (bits, category) => bits | (1 << (int)category));
        var ranges = new List<(int Low, int High)>();
        for (var rune = 0; rune <= RuneSet.Last; rune++)
        {
            if ((mask & (1 << (int)CharUnicodeInfo.GetUnicodeCategory(rune))) == 0)
            {
                continue;
            }

            if (ranges.Count > 0 && ranges[^1].High == rune - 1)
            {
                ranges[^1] = (ranges[^1].Low, rune);
            }
            else
            {
                ranges.Add((rune, rune));
            }
        }

        return RuneSet.Of(ranges);
    }
}
