namespace ShareBroker.Rego;

/// <summary>Thrown by a host's builtin that cannot answer: its expression is undefined, as with any builtin that fails, and a strict
/// evaluation ends with <c>eval_builtin_error</c>. Any other exception of a host's builtin ends every evaluation.</summary>
public sealed class RegoBuiltinException : Exception
{
    /// <summary>Takes the reason.</summary>
    /// <param name="message">What is wrong, without the name of the builtin and without personal data.</param>
    public RegoBuiltinException(string message)
        : base(message)
    {
    }
}
