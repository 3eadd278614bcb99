namespace ShareBroker.Receipts.Statements;

/// <summary>How an order ended.</summary>
public enum ReleaseOutcome
{
    /// <summary><c>denied</c>: the second decision, with what the fetch returned, was a refusal.</summary>
    Denied,

    /// <summary><c>declined</c>: the holder said no.</summary>
    Declined,

    /// <summary><c>not_delivered</c>: the holder was away until the order expired.</summary>
    NotDelivered,

    /// <summary><c>refused_answer</c>: the holder's answer was not fit to be used, such as one about another person.</summary>
    RefusedAnswer,

    /// <summary><c>released</c>: the payload left.</summary>
    Released,
}
