using Microsoft.Extensions.Logging;
using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Life;
using ShareBroker.Policies.Packs;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Statements;
using ShareBroker.Server.Settings;
using ShareBroker.Storage.Policies;

namespace ShareBroker.Server.Start;

/// <summary>
/// Where policies decide, and how they get there: by two officers, or, for trials, from a folder at start. A log in which officers have
/// activated policies never goes back to a folder.
/// </summary>
internal sealed class PolicyRooms : IDisposable
{
    private readonly IStatementLog _log;

    private PolicyRooms(PolicySeat seat, PolicyLife? life, IStatementLog log) => (Seat, Life, _log) = (seat, life, log);

    public PolicySeat Seat { get; }

    /// <summary>Null where policies come from a folder.</summary>
    public PolicyLife? Life { get; }

    /// <summary>Whether a regime is confirmed by its officer alone, and not by a row of the register.</summary>
    public bool IsGoverned => Life is not null;

    /// <exception cref="SettingsException">The policies, the officers or a key cannot be used.</exception>
    public static async Task<PolicyRooms> OpenAsync(
        BrokerSettings settings, BrokerEnvironment environment, IStatementLog log, ILogger logger, CancellationToken cancellationToken)
    {
        var seat = new PolicySeat(
            (policies, leaf) => DecisionEngines.Open(settings.Engine, policies, leaf, environment.Time, logger), environment.Time);
        PolicyRooms? rooms = null;
        try
        {
            rooms = settings.Governance is { } governance
                ? new PolicyRooms(seat, new PolicyLife(PortsOf(governance, settings.Data, seat, log, environment)), log)
                : new PolicyRooms(seat, life: null, log);
            await rooms.BeginAsync(settings, environment, logger, cancellationToken);
            return rooms;
        }
        catch
        {
            rooms?.Dispose();
            seat.Dispose();
            throw;
        }
    }

    /// <summary>Digest and index of the last activation; empty and 0 before the first.</summary>
    public async Task<(string Sha256, long Leaf)> LastAsync(CancellationToken cancellationToken) =>
        await _log.LatestAsync("policy", cancellationToken) is { } entry
            ? (Statement.Parse(entry.Payload).Root.GetProperty("sha256").GetString()!, entry.Index)
            : ("", 0);

    /// <summary>Origin of the log.</summary>
    public string Origin => _log.Origin;

    /// <inheritdoc />
    public void Dispose()
    {
        Life?.Dispose();
        Seat.Dispose();
    }

    private async Task BeginAsync(
        BrokerSettings settings, BrokerEnvironment environment, ILogger logger, CancellationToken cancellationToken)
    {
        if (Life is not null)
        {
            if (await Life.OpenAsync(cancellationToken) is { } fault)
            {
                StartLog.NoPolicies(logger, fault.Code, fault.Message);
            }

            return;
        }

        if (await _log.LatestAsync("policy", cancellationToken) is { } last
            && Statement.Parse(last.Payload).Root.TryGetProperty("proposal", out _))
        {
            throw new SettingsException(
                ["the policies of this log were activated by two officers; a folder cannot replace them. Configure 'governance' again"]);
        }

        var policies = PolicySet.Load(settings.Policies);
        var leaf = await PolicyActivation.ActivateAsync(policies, _log, environment.Time, logger, cancellationToken);
        Seat.Take(policies, leaf, validUntil: null);
    }

    private static PolicyLifePorts PortsOf(
        GovernanceSettings governance, string data, PolicySeat seat, IStatementLog log, BrokerEnvironment environment)
    {
        try
        {
            return new PolicyLifePorts
            {
                Log = log,
                Shelf = PolicyShelf.Open(Path.Combine(data, "policies")),
                Officers = OfficerRegister.Parse(File.ReadAllBytes(governance.Officers)),
                BundleKeys = new BundleKeys(governance.BundleKeys.Select(File.ReadAllText)),
                Seat = seat,
                Time = environment.Time,
                Random = environment.Random,
            };
        }
        catch (PolicyException fault)
        {
            throw new SettingsException([fault.Message], fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(["a file of 'governance' cannot be read"], fault);
        }
    }
}
