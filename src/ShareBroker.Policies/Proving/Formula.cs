namespace ShareBroker.Policies.Proving;

/// <summary>A statement about requests, in negation normal form. A closed family.</summary>
internal abstract record Formula
{
    private Formula()
    {
    }

    public static Formula True { get; } = new All([]);

    public static Formula False { get; } = new Any([]);

    /// <summary>The variable has one of the values.</summary>
    public sealed record Is(Variable Variable, UInt128 Values) : Formula;

    /// <summary>Every part holds.</summary>
    public sealed record All(IReadOnlyList<Formula> Parts) : Formula;

    /// <summary>Some part holds.</summary>
    public sealed record Any(IReadOnlyList<Formula> Parts) : Formula;

    /// <summary>The opposite.</summary>
    public static Formula Not(Formula formula) => formula switch
    {
        Is term => new Is(term.Variable, term.Variable.Full & ~term.Values),
        All all => new Any([.. all.Parts.Select(Not)]),
        Any any => new All([.. any.Parts.Select(Not)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
