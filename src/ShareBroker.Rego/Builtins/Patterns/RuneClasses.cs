using System.Collections.Concurrent;
using System.Globalization;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>Named sets of code points: Perl's and POSIX's, both ASCII, and Unicode's categories and scripts.</summary>
internal static class RuneClasses
{
    private static readonly ConcurrentDictionary<string, RuneSet> Categories = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, UnicodeCategory[]> CategoryNames = new(StringComparer.Ordinal)
    {
        ["lu"] = [UnicodeCategory.UppercaseLetter],
        ["ll"] = [UnicodeCategory.LowercaseLetter],
        ["lt"] = [UnicodeCategory.TitlecaseLetter],
        ["lm"] = [UnicodeCategory.ModifierLetter],
        ["lo"] = [UnicodeCategory.OtherLetter],
        ["mn"] = [UnicodeCategory.NonSpacingMark],
        ["mc"] = [UnicodeCategory.SpacingCombiningMark],
        ["me"] = [UnicodeCategory.EnclosingMark],
        ["nd"] = [UnicodeCategory.DecimalDigitNumber],
        ["nl"] = [UnicodeCategory.LetterNumber],
        ["no"] = [UnicodeCategory.OtherNumber],
        ["pc"] = [UnicodeCategory.ConnectorPunctuation],
        ["pd"] = [UnicodeCategory.DashPunctuation],
        ["ps"] = [UnicodeCategory.OpenPunctuation],
        ["pe"] = [UnicodeCategory.ClosePunctuation],
        ["pi"] = [UnicodeCategory.InitialQuotePunctuation],
        ["pf"] = [UnicodeCategory.FinalQuotePunctuation],
        ["po"] = [UnicodeCategory.OtherPunctuation],
        ["sm"] = [UnicodeCategory.MathSymbol],
        ["sc"] = [UnicodeCategory.CurrencySymbol],
        ["sk"] = [UnicodeCategory.ModifierSymbol],
        ["so"] = [UnicodeCategory.OtherSymbol],
        ["zs"] = [UnicodeCategory.SpaceSeparator],
        ["zl"] = [UnicodeCategory.LineSeparator],
        ["zp"] = [UnicodeCategory.ParagraphSeparator],
        ["cc"] = [UnicodeCategory.Control],
        ["cf"] = [UnicodeCategory.Format],
        ["cs"] = [UnicodeCategory.Surrogate],
        ["co"] = [UnicodeCategory.PrivateUse],
        ["cn"] = [UnicodeCategory.OtherNotAssigned],
    };

    // The long names of Unicode's property General_Category.
    private static readonly Dictionary<string, string> LongNames = new(StringComparer.Ordinal)
    {
        ["other"] = "c", ["control"] = "cc", ["cntrl"] = "cc", ["format"] = "cf", ["unassigned"] = "cn", ["privateuse"] = "co",
        ["surrogate"] = "cs", ["letter"] = "l", ["casedletter"] = "lc", ["lowercaseletter"] = "ll", ["modifierletter"] = "lm",
        ["otherletter"] = "lo", ["titlecaseletter"] = "lt", ["uppercaseletter"] = "lu", ["mark"] = "m", ["combiningmark"] = "m",
        ["spacingmark"] = "mc", ["enclosingmark"] = "me", ["nonspacingmark"] = "mn", ["number"] = "n", ["decimalnumber"] = "nd",
        ["digit"] = "nd", ["letternumber"] = "nl", ["othernumber"] = "no", ["punctuation"] = "p", ["punct"] = "p",
        ["connectorpunctuation"] = "pc", ["dashpunctuation"] = "pd", ["closepunctuation"] = "pe", ["finalpunctuation"] = "pf",
        ["initialpunctuation"] = "pi", ["otherpunctuation"] = "po", ["openpunctuation"] = "ps", ["symbol"] = "s",
        ["currencysymbol"] = "sc", ["modifiersymbol"] = "sk", ["mathsymbol"] = "sm", ["othersymbol"] = "so", ["separator"] = "z",
        ["lineseparator"] = "zl", ["paragraphseparator"] = "zp", ["spaceseparator"] = "zs",
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

    /// <summary>A name as it is looked up: case, spaces, underscores and hyphens do not count (UTS 18, section 1.2).</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(static letter => letter is not (' ' or '_' or '-'))).ToLowerInvariant();

    /// <summary>The set of a Unicode category or script by its name, or null.</summary>
    public static RuneSet? Unicode(string name)
    {
        var plain = Plain(name);
        plain = LongNames.GetValueOrDefault(plain, plain);
        return plain switch
        {
            "any" => RuneSet.All,
            "ascii" => RuneSet.Of((0, 0x7f)),
            "assigned" => Category("cn")!.Complement(),
            _ => Category(plain) ?? RuneScripts.Find(plain),
        };
    }

    private static RuneSet? Category(string plain)
    {
        var categories = CategoryNames.Where(entry => entry.Key == plain || (plain.Length == 1 && entry.Key[0] == plain[0])
            || (plain == "lc" && entry.Key is "lu" or "ll" or "lt")).ToArray();
        return categories.Length == 0 ? null
            : Categories.GetOrAdd(plain, _ => Scan([.. categories.SelectMany(static entry => entry.Value)]));
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
