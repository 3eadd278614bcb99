using ShareBroker.Rego.Values;

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

    /// <summary>Refuse also what is likely a slip: imports, arguments and assigned variables that nothing uses, and in v0 modules what v1
    /// refuses; as OPA's <c>check --strict</c>.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Functions of the language that policies and queries must not call; a call is a <c>rego_type_error</c>.</summary>
    public IReadOnlySet<string> UnsafeBuiltins { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// JSON schemas for the type checker: under <c>schema</c> that of <c>input</c> wherever no annotation says otherwise, under
    /// <c>schema.name</c> those that the <c>schemas</c> of annotations name. Null leaves annotations without a say in types; an empty
    /// dictionary lets those speak that hold their schema themselves.
    /// </summary>
    public IReadOnlyDictionary<string, RegoValue>? Schemas { get; init; }

    /// <summary>Refuse rules that stand where the base document has a value already, as OPA's commands and bundles do. Without it the rules
    /// hide that value.</summary>
    public bool RefusesDataConflicts { get; init; }

    /// <summary>How many faults a compilation lists at most, from 1.</summary>
    public int ErrorsMax { get; init; } = 10;
}
