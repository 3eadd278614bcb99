using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>
/// What a rule defines. <see cref="Path"/> begins with the rule's name as written (a variable) and, once compiled, with <c>data</c> and
/// the package.
/// </summary>
internal sealed record Head(Location Location, IReadOnlyList<Term> Path)
{
    public RuleKind Kind { get; init; }

    /// <summary>The parameters, possibly patterns; null when the rule is no function.</summary>
    public IReadOnlyList<Term>? Arguments { get; init; }

    /// <summary>The member a multi-value rule adds; null otherwise.</summary>
    public Term? Key { get; init; }

    /// <summary>The value a single-value rule gives (<c>true</c> when none is written); null for multi-value rules.</summary>
    public Term? Value { get; init; }

    /// <summary>Written with <c>:=</c>.</summary>
    public bool Assigned { get; init; }

    /// <summary>The value was written, not implied.</summary>
    public bool ValueWritten { get; init; }

    public bool IsFunction => Arguments is not null;
}
