namespace ShareBroker.Client;

/// <summary>
/// The answer does not fit its receipt, or the receipt is not good. Nothing of the answer's payload is handed on: a broker that logs other
/// values than it sends is caught here.
/// </summary>
public sealed class ReceiptMismatchException : Exception
{
    /// <summary>Names what does not fit.</summary>
    /// <param name="code">A stable word, such as <c>payload_not_opened</c>, or the code of the receipt's own fault.</param>
    /// <param name="message">One sentence without personal data.</param>
    /// <param name="innerException">The receipt's own fault, where it is that.</param>
    public ReceiptMismatchException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>A stable word for programs.</summary>
    public string Code { get; }
}
