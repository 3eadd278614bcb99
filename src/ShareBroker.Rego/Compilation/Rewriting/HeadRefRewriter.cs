using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>Makes every operand of a rule's path a constant or a variable: <c>p[a.b]</c> becomes <c>p[x] if x = a.b</c>.</summary>
internal static class HeadRefRewriter
{
    public static Rule Rewrite(Rule rule, LocalNames names)
    {
        if (rule.Head.Path.Skip(1).All(Equation.IsScalarOrVar))
        {
            return rule;
        }

        var path = rule.Head.Path.ToArray();
        var body = rule.Body.Exprs.ToList();
        for (var i = 1; i < path.Length; i++)
        {
            if (!Equation.IsScalarOrVar(path[i]))
            {
                var variable = names.NextVar(path[i].Location);
                body.Add(Equation.Of(path[i].Location, variable, path[i]));
                path[i] = variable;
            }
        }

        return rule with { Head = rule.Head with { Path = path }, Body = new Body(body) };
    }
}
