using ShareBroker.Receipts.Statements;

namespace ShareBroker.Receipts.Log;

/// <summary>Puts the activation of a policy bundle into the log, once.</summary>
public static class PolicyActivation
{
    /// <summary>
    /// The index of the activation entry of this bundle: that of the newest <c>policy</c> entry when it has the same revision, digest
    /// and validity,
    /// else that of a new one. A restart with the same bundle therefore adds nothing.
    /// </summary>
    /// <exception cref="LogUnavailableException">The log cannot take an entry now.</exception>
    public static async Task<long> ActivateAsync(this IStatementLog log, PolicyDraft draft, CancellationToken cancellationToken)
    {
        var latest = await log.LatestAsync("policy", cancellationToken);
        if (latest is not null && IsSame(Statement.Parse(latest.Payload), draft))
        {
            return latest.Index;
        }

        return (await log.AppendAsync(draft, cancellationToken)).Index;
    }

    private static bool IsSame(Statement logged, PolicyDraft draft) =>
        logged.Root.GetProperty("rev").ValueEquals(draft.Revision) &&
        logged.Root.GetProperty("sha256").ValueEquals(draft.Sha256) &&
        logged.Root.GetProperty("valid_from").ValueEquals(StatementTime.Write(draft.ValidFrom));
}
