namespace ShareBroker.Rego.Values;

/// <summary>An evaluation or a value went over a limit that its host set. Never the same as undefined.</summary>
public sealed class BudgetExceededException : Exception
{
    /// <summary>Too many evaluation steps.</summary>
    public const string Steps = "eval_budget_steps";

    /// <summary>Too much time.</summary>
    public const string Time = "eval_budget_time";

    /// <summary>Too much memory, or a value that nests too deep or grows too large.</summary>
    public const string Memory = "eval_budget_memory";

    /// <summary>A result larger than the host accepts.</summary>
    public const string Output = "eval_budget_output";

    /// <summary>Rules, functions and comprehensions inside one another.</summary>
    public const string Depth = "eval_budget_depth";

    /// <summary>Makes the exception for one of the codes of this class.</summary>
    public BudgetExceededException(string code, string message)
        : base(message)
    {
        Code = code;
    }

    /// <summary>Which budget was exceeded: one of the constants of this class.</summary>
    public string Code { get; }
}
