namespace ShareBroker.Receipts;

/// <summary>Foreign input is not what its format demands: a receipt, a note, a key, a statement. Nothing of it may be used.</summary>
public sealed class ReceiptException : Exception
{
    /// <summary>Names what is wrong.</summary>
    /// <param name="code">A stable word for programs, such as <c>note_malformed</c>.</param>
    /// <param name="message">One lower-case sentence for people, without personal data.</param>
    public ReceiptException(string code, string message)
        : base(message) => Code = code;

    /// <summary>As above, with the fault that it came from.</summary>
    /// <param name="code">A stable word for programs.</param>
    /// <param name="message">One lower-case sentence for people, without personal data.</param>
    /// <param name="innerException">What the platform said.</param>
    public ReceiptException(string code, string message, Exception innerException)
        : base(message, innerException) => Code = code;

    /// <summary>A stable word for programs.</summary>
    public string Code { get; }
}
