namespace ShareBroker.Client.Holding;

/// <summary>The holder's own records. It is asked only with an order that was verified.</summary>
public interface IRecordSource
{
    /// <summary>Answers an order. Values that the order does not name are dropped before they leave the house.</summary>
    /// <exception cref="OperationCanceledException">The broker gave up.</exception>
    ValueTask<RecordAnswer> FindAsync(VerifiedOrder order, CancellationToken cancellationToken);
}
