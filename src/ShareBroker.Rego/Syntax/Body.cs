namespace ShareBroker.Rego.Syntax;

/// <summary>Expressions that must all hold. Never empty: a rule without a body has the body <c>true</c>.</summary>
internal sealed record Body(IReadOnlyList<Expr> Exprs)
{
    public override string ToString() => string.Join("; ", Exprs);
}
