using ShareBroker.Receipts.Notes;

namespace ShareBroker.Storage.Log;

/// <summary>What came of deriving a log again: exactly one of <see cref="Sound"/> and <see cref="Broken"/>.</summary>
public abstract record LogAuditResult
{
    private LogAuditResult()
    {
    }

    /// <summary>Everything that is published follows from the entries, and the entries from each other.</summary>
    /// <param name="Head">The checkpoint that was checked.</param>
    /// <param name="Kinds">How many entries of each kind.</param>
    public sealed record Sound(SignedCheckpoint Head, IReadOnlyDictionary<string, long> Kinds) : LogAuditResult;

    /// <summary>Something does not follow.</summary>
    /// <param name="Code">A stable word for programs.</param>
    /// <param name="Reason">One sentence for people.</param>
    /// <param name="FirstBadIndex">The first entry that cannot be vouched for; null when the checkpoint itself is bad.</param>
    public sealed record Broken(string Code, string Reason, long? FirstBadIndex) : LogAuditResult;
}
