using System.Globalization;

namespace ShareBroker.Storage.Log;

/// <summary>The stored log is not the one that was signed. The broker must not run on it; nothing is ever repaired silently.</summary>
public sealed class StatementLogCorruptException : Exception
{
    /// <summary>Says what differs.</summary>
    /// <param name="what">One lower-case clause.</param>
    /// <param name="firstBadIndex">The first entry that cannot be vouched for.</param>
    public StatementLogCorruptException(string what, long firstBadIndex)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}; first bad index {firstBadIndex}; restore a copy with every entry up to its signed head, or ask your witnesses")) =>
        FirstBadIndex = firstBadIndex;

    /// <summary>The first entry that cannot be vouched for.</summary>
    public long FirstBadIndex { get; }
}
