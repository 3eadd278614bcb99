using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Residuals;

/// <summary>Puts terms in the place of variables, in closures too. Names of functions and targets of <c>with</c> stay.</summary>
internal sealed class Substitution(IReadOnlyDictionary<string, Term> terms) : TreeRewriter
{
    public override Term Rewrite(Term term)
    {
        switch (term)
        {
            case Term.Var variable:
                return terms.GetValueOrDefault(variable.Name, variable);
            case Term.Call call:
                var arguments = RewriteAll(call.Arguments);
                return ReferenceEquals(arguments, call.Arguments) ? call : call with { Arguments = arguments };
            case Term.Ref:
                var reference = RewriteParts(term);
                return reference is Term.Ref { Head: Term.Ref inner } outer
                    ? new Term.Ref(inner.Location, inner.Head, [.. inner.Operands, .. outer.Operands])
                    : reference;
            default:
                return Composed(RewriteParts(term));
        }
    }

    public override With Rewrite(With with)
    {
        // A reference as the value is the name of a function.
        var value = with.Value is Term.Ref ? with.Value : Rewrite(with.Value);
        return ReferenceEquals(value, with.Value) ? with : with with { Value = value };
    }

    private static Term Composed(Term term) => term switch
    {
        Term.Array array => Ground.Array(array.Items),
        Term.Set set => Ground.Set(set.Items),
        Term.Object entries => Ground.Object(entries.Entries),
        _ => term,
    };
}
