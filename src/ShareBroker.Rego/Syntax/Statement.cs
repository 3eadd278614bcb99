using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>The kinds of statement. A closed family.</summary>
internal abstract record Statement
{
    private Statement()
    {
    }

    /// <summary>Holds when the term is defined and not false; <c>eq</c> and <c>assign</c> calls bind variables.</summary>
    public sealed record Claim(Term Term) : Statement
    {
        public override string ToString() => Term.ToString();
    }

    /// <summary><c>some x, y</c> declares; <c>some k, v in xs</c> is one symbol: an <c>internal.member_2</c> or <c>_3</c> call. Gone
    /// after compilation.</summary>
    public sealed record Some(Location Location, IReadOnlyList<Term> Symbols) : Statement
    {
        public override string ToString() => "some " + string.Join(", ", Symbols);
    }

    /// <summary>
    /// <c>not { body }</c>, <c>a and b</c>, <c>a or b</c>: each operand is a body with a scope of its own, evaluated until its first
    /// solution. It binds nothing outside.
    /// </summary>
    public sealed record Logic(Location Location, LogicKind Kind, IReadOnlyList<Operand> Operands) : Statement
    {
        public override string ToString() => Kind == LogicKind.Not
            ? $"not {{ {Operands[0].Body} }}"
            : string.Join(Kind == LogicKind.And ? " and " : " or ", Operands);
    }

    /// <summary><c>every k, v in domain { body }</c>; the key may be absent.</summary>
    public sealed record Every(Location Location, Term? Key, Term Value, Term Domain, Body Body) : Statement
    {
        public override string ToString() => $"every {(Key is null ? string.Empty : Key + ", ")}{Value} in {Domain} {{ {Body} }}";
    }
}
