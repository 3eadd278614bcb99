using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>Makes <c>$"a {x}"</c> a call <c>internal.template_string(["a ", {y | y = x}])</c>: a set is empty where its expression is
/// undefined.</summary>
internal sealed class TemplateRewriter(LocalNames names) : TreeRewriter
{
    public override Term Rewrite(Term term)
    {
        var inner = RewriteParts(term);
        if (inner is not Term.Template template)
        {
            return inner;
        }

        var place = template.Location;
        var parts = template.Parts.Select(Part).ToList();
        if (parts.Count == 0)
        {
            parts.Add(RefResolver.Constant(place, string.Empty));
        }

        var function = new Term.Ref(place, new Term.Var(place, "internal"), [RefResolver.Constant(place, "template_string")]);
        return new Term.Call(place, function, [new Term.Array(place, parts)]);

        Term Part(TemplatePart part)
        {
            if (part.Value is not { } expr)
            {
                return RefResolver.Constant(place, part.Text!);
            }

            if (expr is { Term: Term.Constant constant, Withs.Count: 0 })
            {
                return constant;
            }

            var capture = PrintRewriter.Capture(expr.Term!, names);
            return capture with { Body = new Body([capture.Body.Exprs[0] with { Withs = expr.Withs }]) };
        }
    }
}
