namespace ShareBroker.Disclosure.Ordering;

/// <summary>Resumes waiting orders until it is stopped: holders that came back are asked again, orders that ended are closed.</summary>
/// <param name="desk">The desk.</param>
/// <param name="settings">Its times.</param>
/// <param name="time">The clock.</param>
/// <param name="onFault">
/// Told when a store or the log was away; the worker goes on. It gets the exception, which holds no personal data.
/// </param>
public sealed class OrderWorker(DisclosureDesk desk, DisclosureSettings settings, TimeProvider time, Action<DisclosureException> onFault)
{
    /// <summary>Works until cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await desk.ResumeDueAsync(cancellationToken);
            }
            catch (DisclosureException fault)
            {
                onFault(fault);
            }

            await Task.Delay(settings.LookInterval, time, cancellationToken);
        }
    }
}
