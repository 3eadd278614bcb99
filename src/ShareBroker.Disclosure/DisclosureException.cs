namespace ShareBroker.Disclosure;

/// <summary>
/// A call that could not be answered at all: no decision was made, or its answer could not be recorded. A refusal is no exception but an
/// answer. Messages hold no personal data.
/// </summary>
public abstract class DisclosureException : Exception
{
    private protected DisclosureException(string code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>A stable word for programs.</summary>
    public string Code { get; }
}
