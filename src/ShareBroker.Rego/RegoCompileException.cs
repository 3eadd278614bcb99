using ShareBroker.Rego.Text;

namespace ShareBroker.Rego;

/// <summary>The policy or the query cannot be evaluated at all; nothing of it was run. Codes begin with <c>rego_</c>.</summary>
public sealed class RegoCompileException : RegoException
{
    /// <summary>Takes every fault found.</summary>
    /// <param name="errors">At least one.</param>
    public RegoCompileException(IReadOnlyList<RegoError> errors)
        : base(errors)
    {
    }
}
