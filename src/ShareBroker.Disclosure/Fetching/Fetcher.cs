namespace ShareBroker.Disclosure.Fetching;

/// <summary>
/// Asks a holder and cuts it off at the deadline, whatever the port behind it does: a holder that hangs or fails holds up nobody but its
/// own order.
/// </summary>
internal sealed class Fetcher(IRecordHolder holders, TimeProvider time)
{
    // The port keeps the deadline itself; this is for one that does not.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public async Task<HolderAnswer> FetchAsync(HolderAgency holder, FetchOrder order, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await holders.FetchAsync(holder, order, attempt.Token).WaitAsync(order.Limits.Deadline + Grace, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception)
        {
            // Time, network or a fault of the port: the order waits. The port logs its own faults.
            return new HolderAnswer.Away();
        }
        finally
        {
            await attempt.CancelAsync();
        }
    }
}
