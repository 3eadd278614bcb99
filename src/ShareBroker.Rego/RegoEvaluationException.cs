using ShareBroker.Rego.Text;

namespace ShareBroker.Rego;

/// <summary>
/// The evaluation ended without a result: a conflict between definitions (<c>eval_conflict_error</c>), a budget (<c>eval_budget_*</c>),
/// or, when asked to be strict, a builtin (<c>eval_type_error</c>, <c>eval_builtin_error</c>). A host must treat it as a refusal.
/// </summary>
public sealed class RegoEvaluationException : RegoException
{
    /// <summary>Takes the one fault that ended the evaluation.</summary>
    /// <param name="error">What happened and where.</param>
    public RegoEvaluationException(RegoError error)
        : base([error])
    {
    }

    internal RegoEvaluationException(RegoError error, Exception cause)
        : base([error], cause)
    {
    }
}
