using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tooling;

/// <summary>Replaces variables that are equal to references, however long the chain, by what they stand for.</summary>
internal sealed class AliasTable(IReadOnlyDictionary<string, List<Term.Ref>> equal)
{
    // Chains are as long as a body at most; a circle of equalities ends here.
    private const int DepthMax = 64;

    public IEnumerable<Term.Ref> Expand(Term.Ref reference) => Expand(reference, 0);

    private IEnumerable<Term.Ref> Expand(Term.Ref reference, int depth)
    {
        if (reference.Head is not Term.Var head || depth > DepthMax)
        {
            return [];
        }

        if (head.Name is "input" or "data")
        {
            return [reference];
        }

        return equal.TryGetValue(head.Name, out var known)
            ? known.SelectMany(start => Expand(start with { Operands = [.. start.Operands, .. reference.Operands] }, depth + 1))
            : [];
    }
}
