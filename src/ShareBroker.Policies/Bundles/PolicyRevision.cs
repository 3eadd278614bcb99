using System.Globalization;

namespace ShareBroker.Policies.Bundles;

/// <summary>
/// The revision of a bundle: a day and a number, <c>2026-11-22.3</c>. Revisions are ordered, so that a bundle that is older than one that
/// was in force already can be told from a newer one.
/// </summary>
/// <param name="Day">The day.</param>
/// <param name="Number">Counts the revisions of one day, from 1.</param>
public sealed record PolicyRevision(DateOnly Day, int Number) : IComparable<PolicyRevision>
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int DigitsMax = 6;

    /// <summary>Reads a revision.</summary>
    /// <param name="text">Such as <c>2026-11-22.3</c>.</param>
    /// <exception cref="PolicyException">It is something else (<c>bundle_revision</c>).</exception>
    public static PolicyRevision Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('.') is [var day, var number] && number is { Length: > 0 and <= DigitsMax } && number[0] != '0'
            && DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new PolicyRevision(date, count)
                : throw new PolicyException(
                    "bundle_revision", "a revision is a day and a number, such as 2026-11-22.1; write it into '.manifest'");
    }

    /// <inheritdoc/>
    public int CompareTo(PolicyRevision? other) =>
        other is null ? 1 : Day == other.Day ? Number.CompareTo(other.Number) : Day.CompareTo(other.Day);

    /// <summary>Earlier.</summary>
    public static bool operator <(PolicyRevision left, PolicyRevision right) => Compare(left, right) < 0;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(PolicyRevision left, PolicyRevision right) => Compare(left, right) <= 0;

    /// <summary>Later.</summary>
    public static bool operator >(PolicyRevision left, PolicyRevision right) => Compare(left, right) > 0;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(PolicyRevision left, PolicyRevision right) => Compare(left, right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Day.ToString(DayFormat, CultureInfo.InvariantCulture)}.{Number}";

    private static int Compare(PolicyRevision? left, PolicyRevision? right) => left is null ? (right is null ? 0 : -1)
        : left.CompareTo(right);
}
