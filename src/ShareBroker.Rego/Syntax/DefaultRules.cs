using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>What a default rule may say: a value that needs no evaluation, and parameters that match everything.</summary>
internal static class DefaultRules
{
    public static void Check(Location place, Head head, Action<string> report)
    {
        if (head.Value is not null)
        {
            CheckValue(head.Value, report);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in head.Arguments ?? [])
        {
            if (argument is not Term.Var variable)
            {
                report($"illegal default rule (arguments cannot contain {TermPrinter.KindOf(argument)})");
            }
            else if (!names.Add(variable.Name))
            {
                report($"illegal default rule (arguments cannot be repeated {variable})");
            }
        }
    }

    // A comprehension may hold anything: it is always defined.
    private static void CheckValue(Term value, Action<string> report)
    {
        switch (value)
        {
            case Term.Var or Term.Ref or Term.Call:
                report($"illegal default rule (value cannot contain {TermPrinter.KindOf(value)})");
                break;
            case Term.Array array:
                CheckAll(array.Items, report);
                break;
            case Term.Set set:
                CheckAll(set.Items, report);
                break;
            case Term.Object entries:
                CheckAll([.. entries.Entries.SelectMany(static e => new[] { e.Key, e.Value })], report);
                break;
            case Term.Template template:
                CheckAll([.. template.Parts.Where(static p => p.Value?.Term is not null).Select(static p => p.Value!.Term!)], report);
                break;
        }
    }

    private static void CheckAll(IReadOnlyList<Term> terms, Action<string> report)
    {
        foreach (var term in terms)
        {
            CheckValue(term, report);
        }
    }
}
