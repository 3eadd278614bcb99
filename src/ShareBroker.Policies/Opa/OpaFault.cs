namespace ShareBroker.Policies.Opa;

/// <summary>The server gave no usable answer. It ends in a denial that names the code, never at a caller.</summary>
internal sealed class OpaFault(string code, Exception? cause = null) : Exception(code, cause)
{
    /// <summary>It could not be reached, or the connection broke.</summary>
    public const string Away = "opa_away";

    /// <summary>The answer was not whole in time.</summary>
    public const string Slow = "opa_slow";

    /// <summary>The answer is larger than its limit.</summary>
    public const string TooLarge = "opa_too_large";

    /// <summary>Another status than 200.</summary>
    public const string Status = "opa_status";

    /// <summary>It is not an answer of OPA's data interface in strict JSON.</summary>
    public const string Answer = "opa_answer";

    /// <summary>It serves other policies or data than those in force here.</summary>
    public const string Policies = "opa_policies";

    public string Code { get; } = code;
}
