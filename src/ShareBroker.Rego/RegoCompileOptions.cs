namespace ShareBroker.Rego;

/// <summary>How policy texts are read and what is kept of them.</summary>
public sealed record RegoCompileOptions
{
    /// <summary>Rego v1, with every check that OPA applies by default; <c>print</c> calls are dropped.</summary>
    public static RegoCompileOptions Default { get; } = new();

    /// <summary>Modules are written in the language of before OPA 1.0 (bodies without <c>if</c>, sets without <c>contains</c>). Queries
    /// stay v1.</summary>
    public bool ModulesAreV0 { get; init; }

    /// <summary>Keep <c>print</c> calls, for <see cref="EvaluationEnvironment.Print"/>. Without it they cost nothing.</summary>
    public bool KeepsPrint { get; init; }

    /// <summary>Functions that policies may call beside those of the language; no two with one name. OPA's functions that reach outside
    /// (<see cref="RegoBuiltin.OutsideNames"/>) exist only when they are handed in here.</summary>
    public IReadOnlyList<RegoBuiltin> Builtins { get; init; } = [];
}
