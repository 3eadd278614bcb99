using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>One statement of a body: a claim, <c>some</c> or <c>every</c>; with <c>not</c> before it and <c>with</c> after it.</summary>
internal sealed record Expr(Location Location, Statement Statement)
{
    public bool Negated { get; init; }

    public IReadOnlyList<With> Withs { get; init; } = [];

    /// <summary>Made by the compiler, not written by a person.</summary>
    public bool Generated { get; init; }

    /// <summary>The UTF-16 unit behind the last one of what was written; 0 for what was not written as an expression.</summary>
    public int End { get; init; }

    /// <summary>The term when the statement is a claim, otherwise null.</summary>
    public Term? Term => (Statement as Statement.Claim)?.Term;

    /// <summary>The call when the statement is a claim that calls, otherwise null.</summary>
    public Term.Call? Call => Term as Term.Call;

    public override string ToString() =>
        (Negated ? "not " : string.Empty) + Statement + string.Concat(Withs.Select(static with => $" with {with.Target} as {with.Value}"));
}
