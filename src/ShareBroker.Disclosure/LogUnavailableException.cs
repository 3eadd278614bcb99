namespace ShareBroker.Disclosure;

/// <summary>
/// The log or a store could not be written or read: no receipt, no data. The same call with the same key may succeed later.
/// </summary>
/// <param name="cause">What the store said; null when it only was silent.</param>
public sealed class LogUnavailableException(Exception? cause = null)
    : DisclosureException("log_unavailable", "the log is not available, so nothing was disclosed; try again with the same key", cause);
