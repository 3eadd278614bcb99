namespace ShareBroker.Rego;

/// <summary>How policy texts are read and what they are checked for.</summary>
public sealed record RegoCompileOptions
{
    /// <summary>Rego v1, with every check that OPA applies by default.</summary>
    public static RegoCompileOptions Default { get; } = new();

    /// <summary>Modules are written in the language of before OPA 1.0 (bodies without <c>if</c>, sets without <c>contains</c>). Queries stay v1.</summary>
    public bool ModulesAreV0 { get; init; }
}
