using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Disclosure.Recording;

/// <summary>Secrets of receipts whose destruction takes the kept decision with it: what is forgotten is forgotten whole.</summary>
/// <param name="secrets">The secrets of the log.</param>
/// <param name="inputs">What decisions were made from.</param>
public sealed class ForgettingSecrets(IReceiptSecrets secrets, IDecisionInputs inputs) : IReceiptSecrets
{
    /// <inheritdoc/>
    public Task<ReceiptSecret?> FindAsync(string jti, CancellationToken cancellationToken) => secrets.FindAsync(jti, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The secret goes first: without it a kept decision is handed to nobody, so a crash in between does no harm.</remarks>
    public async Task<bool> DestroyAsync(string jti, CancellationToken cancellationToken)
    {
        var hadSecret = await secrets.DestroyAsync(jti, cancellationToken);
        return await inputs.DestroyAsync(jti, CancellationToken.None) || hadSecret;
    }
}
