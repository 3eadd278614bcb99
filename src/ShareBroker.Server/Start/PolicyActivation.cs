using System.Text.Json;
using Microsoft.Extensions.Logging;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Testing;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Statements;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Start;

/// <summary>Puts policies in force: an entry of the log names them before they decide anything.</summary>
internal static class PolicyActivation
{
    private const string Author = "configuration";
    private const string Approver = "broker-start";

    /// <summary>
    /// Index of the entry that activates the policies: the newest one when it names them already, else a new one, which needs all of the
    /// policies' own tests to pass.
    /// </summary>
    /// <exception cref="SettingsException">A test of the policies fails.</exception>
    /// <exception cref="LogUnavailableException">The entry could not be written.</exception>
    public static async Task<long> ActivateAsync(
        PolicySet policies, IStatementLog log, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var newest = await log.LatestAsync("policy", cancellationToken);
        var previous = newest is null ? null : DigestOf(newest);
        if (newest is not null && previous == policies.Sha256)
        {
            return newest.Index;
        }

        var outcomes = PolicyTestRun.Run(policies, DecisionBudget.Standard, DecisionBudget.Environment(time), cancellationToken);
        var failed = outcomes.Count(static outcome => !outcome.Passed);
        if (failed > 0)
        {
            throw new SettingsException(
                [$"{failed} tests of the policies fail, so they are not put in force; run 'sharebroker policy test'"]);
        }

        var entry = await log.AppendAsync(
            new PolicyDraft
            {
                Revision = policies.Revision,
                Sha256 = policies.Sha256,
                PreviousSha256 = previous,
                Author = Author,
                Approver = Approver,
                ValidFrom = time.GetUtcNow(),
                TestsPassed = outcomes.Count,
                TestsFailed = failed,
            },
            cancellationToken);
        StartLog.Activated(logger, policies.Revision, entry.Index);
        return entry.Index;
    }

    private static string? DigestOf(LogEntry entry)
    {
        using var json = JsonDocument.Parse(entry.Payload);
        return json.RootElement.TryGetProperty("sha256", out var digest) ? digest.GetString() : null;
    }
}
