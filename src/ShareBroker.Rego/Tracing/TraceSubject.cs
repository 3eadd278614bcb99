using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tracing;

/// <summary>What a step happens to. A closed family.</summary>
internal abstract record TraceSubject
{
    private TraceSubject()
    {
    }

    public sealed record OfRule(Rule Rule) : TraceSubject;

    public sealed record OfBody(Body Body) : TraceSubject;

    public sealed record OfExpr(Expr Expr) : TraceSubject;

    public sealed record OfPair(Term Left, Term Right) : TraceSubject;
}
