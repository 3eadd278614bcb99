namespace ShareBroker.Holders;

/// <summary>
/// Places for calls to one holder: so many at once, so many in line, and no more. A holder that hangs fills its own line only.
/// </summary>
internal sealed class Bulkhead(int callsMax, int queueMax) : IDisposable
{
    private readonly SemaphoreSlim _places = new(callsMax, callsMax);
    private int _inside;

    /// <summary>Takes a place, waiting in line if need be; false at once when the line is full.</summary>
    public async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inside) > (long)callsMax + queueMax)
        {
            Interlocked.Decrement(ref _inside);
            return false;
        }

        try
        {
            await _places.WaitAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _inside);
            throw;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave()
    {
        _places.Release();
        Interlocked.Decrement(ref _inside);
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();
}
