using ShareBroker.Disclosure.Registers;

namespace ShareBroker.Disclosure.Intake;

/// <summary>
/// Whether a regime is confirmed where a request happens: by its confirmation as long as that counts, and, in a trial, by the row itself.
/// </summary>
internal sealed class RegimeStanding(IRegisterStore registers, bool needsConfirmation, TimeProvider time)
{
    private const string Draft = "draft";
    private const string Confirmed = "confirmed";

    /// <summary>The status of an instance; null when there is no such instance.</summary>
    public async Task<string?> OfAsync(ForumInstanceRecord? instance, CancellationToken cancellationToken) => instance is null
        ? null
        : await StatusAsync(
            ConfirmationRecord.KeyOfInstance(instance.Instance), instance.Regime, instance.RegimeStatus, cancellationToken);

    /// <summary>The status of a holder outside any forum; null when there is no such agency.</summary>
    public async Task<string?> OfAsync(AgencyRecord? holder, CancellationToken cancellationToken) => holder is null
        ? null
        : await StatusAsync(
            ConfirmationRecord.KeyOfAgency(holder.Agency.Value), ConfirmationRecord.Bilateral, holder.RegimeStatus, cancellationToken);

    private async Task<string> StatusAsync(RegisterKey key, string regime, string row, CancellationToken cancellationToken) =>
        await registers.FindAsync<ConfirmationRecord>(key, cancellationToken) is { } confirmation
            ? confirmation.Counts(regime, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) ? Confirmed : Draft
            : needsConfirmation ? Draft : row;
}
