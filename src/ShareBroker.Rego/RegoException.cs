using ShareBroker.Rego.Text;

namespace ShareBroker.Rego;

/// <summary>Something a policy author or its host must mend: never empty, each fault with a stable code and a place in the policy
/// text.</summary>
public class RegoException : Exception
{
    /// <summary>Takes the faults; the message is the first of them.</summary>
    /// <param name="errors">At least one.</param>
    public RegoException(IReadOnlyList<RegoError> errors)
        : base(MessageOf(errors))
    {
        Errors = errors;
        Code = errors[0].Code;
    }

    private protected RegoException(IReadOnlyList<RegoError> errors, Exception cause)
        : base(MessageOf(errors), cause)
    {
        Errors = errors;
        Code = errors[0].Code;
    }

    /// <summary>The code of the first fault, such as <c>rego_parse_error</c> or <c>eval_conflict_error</c>.</summary>
    public string Code { get; }

    /// <summary>All faults, in the order in which they were found.</summary>
    public IReadOnlyList<RegoError> Errors { get; }

    private static string MessageOf(IReadOnlyList<RegoError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentOutOfRangeException.ThrowIfZero(errors.Count);
        return errors.Count == 1 ? errors[0].ToString() : $"{errors[0]} (and {errors.Count - 1} more)";
    }
}
