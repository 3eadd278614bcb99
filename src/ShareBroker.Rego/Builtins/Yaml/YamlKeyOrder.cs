using System.Text;

namespace ShareBroker.Rego.Builtins.Yaml;

/// <summary>
/// The order of keys in YAML text: digits that stand at one place are compared as numbers, so that a2 comes before a10; of a letter and
/// something else, the letter comes second.
/// </summary>
internal sealed class YamlKeyOrder : IComparer<string>
{
    private YamlKeyOrder()
    {
    }

    public static YamlKeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (CodePoints.ToRunes(x ?? string.Empty), CodePoints.ToRunes(y ?? string.Empty));
        var at = 0;
        while (at < left.Length && at < right.Length && left[at] == right[at])
        {
            at++;
        }

        if (at == left.Length || at == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (leftIsLetter, rightIsLetter) = (Rune.IsLetter(left[at]), Rune.IsLetter(right[at]));
        if (leftIsLetter && rightIsLetter)
        {
            return left[at].CompareTo(right[at]);
        }

        if (leftIsLetter || rightIsLetter)
        {
            return leftIsLetter ? 1 : -1;
        }

        return CompareDigits(left, right, at);
    }

    private static int CompareDigits(Rune[] left, Rune[] right, int at)
    {
        // Behind other digits a zero counts as one of a number; leading zeros do not.
        var before = 0L;
        if (left[at].Value == '0' || right[at].Value == '0')
        {
            for (var i = at - 1; i >= 0 && Rune.IsDigit(left[i]) && before == 0; i--)
            {
                before = left[i].Value == '0' ? 0 : 1;
            }
        }

        var (leftNumber, leftEnd) = Number(left, at, before);
        var (rightNumber, rightEnd) = Number(right, at, before);
        return leftNumber != rightNumber ? leftNumber.CompareTo(rightNumber)
            : leftEnd != rightEnd ? leftEnd.CompareTo(rightEnd)
            : left[at].CompareTo(right[at]);
    }

    // Many digits wrap around, as they do in the reference implementation.
    private static (long Value, int End) Number(Rune[] runes, int at, long value)
    {
        for (; at < runes.Length && Rune.IsDigit(runes[at]); at++)
        {
            value = unchecked((value * 10) + runes[at].Value - '0');
        }

        return (value, at);
    }
}
