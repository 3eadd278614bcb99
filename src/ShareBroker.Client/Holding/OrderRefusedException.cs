namespace ShareBroker.Client.Holding;

/// <summary>The order does not allow what is asked. Nothing is released.</summary>
public sealed class OrderRefusedException : Exception
{
    /// <summary>Names what is wrong.</summary>
    /// <param name="code">A stable word, such as <c>order_other_holder</c>, or the code of the receipt's own fault.</param>
    /// <param name="message">One sentence without personal data.</param>
    /// <param name="innerException">The receipt's own fault, where it is that.</param>
    public OrderRefusedException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>A stable word for programs.</summary>
    public string Code { get; }
}
