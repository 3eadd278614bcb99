using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Semantic versions (semver.org 2.0.0); leading zeros are let through, as policies elsewhere rely on it.</summary>
internal static class SemverFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("semver.is_valid", "any -> boolean", IsValid),
        Builtin.Of("semver.compare", "string, string -> number", Compare),
    ];

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        RegoBoolean.Of(arguments[0] is RegoString text && TryRead(context, text.Value, out _));

    private static RegoNumber Compare(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var left = Read(context, arguments, 0);
        var right = Read(context, arguments, 1);
        for (var i = 0; i < left.Core.Length; i++)
        {
            if (left.Core[i] != right.Core[i])
            {
                return RegoNumber.Of(left.Core[i].CompareTo(right.Core[i]));
            }
        }

        return RegoNumber.Of(ComparePreRelease(left.PreRelease, right.PreRelease));
    }

    private static Version Read(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, int index) =>
        TryRead(context, arguments.Text(index), out var version)
            ? version
            : throw BuiltinException.Failed($"operand {index + 1}: string {arguments[index]} is not a valid SemVer");

    private static bool TryRead(BuiltinContext context, string text, [NotNullWhen(true)] out Version? version)
    {
        context.Charge(text.Length);
        version = null;
        var (rest, build) = Cut(text, '+');
        var (core, preRelease) = Cut(rest, '-');
        var parts = core.Split('.');
        if (parts.Length != 3 || !AreIdentifiers(build) || !AreIdentifiers(preRelease))
        {
            return false;
        }

        var numbers = new long[3];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        version = new Version(numbers, preRelease);
        return true;
    }

    private static (string Before, string After) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, string.Empty) : (text[..at], text[(at + 1)..]);
    }

    private static bool AreIdentifiers(string text) =>
        text.Length == 0
        || text.Split('.').All(static part => part.Length > 0 && part.All(IsIdentifierLetter));

    private static bool IsIdentifierLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '-';

    private static int ComparePreRelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(0) - left.Length.CompareTo(0);
        }

        var (lefts, rights) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var order = CompareIdentifiers(lefts[i], rights[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    // Numbers sort below words and among themselves by value, whatever their length; equal ones by how they are written.
    private static int CompareIdentifiers(string left, string right)
    {
        var (leftNumber, rightNumber) = (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit));
        if (leftNumber != rightNumber)
        {
            return leftNumber ? -1 : 1;
        }

        if (leftNumber)
        {
            var (leftValue, rightValue) = (left.TrimStart('0'), right.TrimStart('0'));
            var order = leftValue.Length != rightValue.Length
                ? leftValue.Length.CompareTo(rightValue.Length)
                : Math.Sign(string.CompareOrdinal(leftValue, rightValue));
            if (order != 0)
            {
                return order;
            }
        }

        return Math.Sign(string.CompareOrdinal(left, right));
    }

    private sealed record Version(long[] Core, string PreRelease);
}
