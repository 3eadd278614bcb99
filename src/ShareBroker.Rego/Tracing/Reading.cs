using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tracing;

/// <summary>A reference that is looked up, and the term that what it finds must unify with.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Home">The variables of its operands.</param>
/// <param name="Other">The other term.</param>
/// <param name="OtherHome">The variables of that.</param>
/// <param name="Then">What to do with each solution.</param>
internal sealed record Reading(Term.Ref Reference, Bindings Home, Term Other, Bindings OtherHome, Func<Leaving?> Then)
{
    public IReadOnlyList<Term> Operands => Reference.Operands;
}
