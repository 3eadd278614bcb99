namespace ShareBroker.Receipts.Log;

/// <summary>
/// The log cannot take an entry now: the disk or the queue is full, or the log is closing or stopped. No receipt, no data: nothing may be
/// disclosed. The same call may work later.
/// </summary>
public sealed class LogUnavailableException : Exception
{
    /// <summary>Says what is missing and what to do.</summary>
    /// <param name="message">One lower-case sentence, without personal data.</param>
    /// <param name="isOutcomeKnown">Whether it is certain that nothing was logged.</param>
    /// <param name="innerException">What the store said.</param>
    public LogUnavailableException(string message, bool isOutcomeKnown, Exception? innerException = null)
        : base(message, innerException) => IsOutcomeKnown = isOutcomeKnown;

    /// <summary>
    /// True: nothing was logged. False: the entry may or may not be in the log; look it up by what identifies the request before trying
    /// again.
    /// </summary>
    public bool IsOutcomeKnown { get; }
}
