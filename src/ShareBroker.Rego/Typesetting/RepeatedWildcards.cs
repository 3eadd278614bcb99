using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>
/// Wildcards that a module holds more than once: those of a head that stands for several rules. Only a name can say that they are
/// the same.
/// </summary>
internal static class RepeatedWildcards
{
    public static HashSet<string> In(Module module)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in module.Rules)
        {
            for (var rule = first; rule is not null; rule = rule.Else)
            {
                foreach (var name in Wildcards(rule.Head))
                {
                    if (!seen.Add(name))
                    {
                        repeated.Add(name);
                    }
                }
            }
        }

        return repeated;
    }

    private static IEnumerable<string> Wildcards(Head head)
    {
        var open = new Stack<Term>(head.Arguments ?? []);
        foreach (var term in new[] { head.Key, head.Value }.OfType<Term>())
        {
            open.Push(term);
        }

        while (open.TryPop(out var term))
        {
            if (term is Term.Var { IsWildcard: true } wildcard)
            {
                yield return wildcard.Name;
            }

            foreach (var child in Children(term))
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<Term> Children(Term term) => term switch
    {
        Term.Ref reference => reference.Operands.Prepend(reference.Head),
        Term.Array array => array.Items,
        Term.Set set => set.Items,
        Term.Object { Entries: var entries } => entries.SelectMany(static entry => new[] { entry.Key, entry.Value }),
        Term.Call call => call.Arguments,
        Term.ArrayComprehension c => [c.Item],
        Term.SetComprehension c => [c.Item],
        Term.ObjectComprehension c => [c.Key, c.Value],
        _ => [],
    };
}
