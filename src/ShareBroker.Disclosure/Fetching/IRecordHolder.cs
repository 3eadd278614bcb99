namespace ShareBroker.Disclosure.Fetching;

/// <summary>Asks the agency that holds a record.</summary>
public interface IRecordHolder
{
    /// <summary>
    /// Sends a committed order to its holder and brings back what it says. An implementer holds the order's deadline and the limit of bytes
    /// while it reads, decompresses nothing, and never retries a refusal. Whatever keeps an answer from coming (address, network, time) is
    /// <see cref="HolderAnswer.Away"/>; an answer that breaks a limit or the protocol is <see cref="HolderAnswer.Unfit"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<HolderAnswer> FetchAsync(HolderAgency holder, FetchOrder order, CancellationToken cancellationToken);
}
