using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>
/// Puts <c>internal.test_case([name])</c> into rules such as <c>test_sum[name]</c>, behind the first expressions that tell the name, so
/// that a case is known even when its body fails further down. What the compiler added to find the name moves up for that.
/// </summary>
internal static class TestCaseMarks
{
    private const string Prefix = "test_";

    public static Rule Rewrite(Rule rule)
    {
        var path = rule.Head.Path;
        var name = path.Skip(1).TakeWhile(static part => part is Term.Constant).ToList()
            .FindIndex(static part => TermPrinter.Plain(part).StartsWith(Prefix, StringComparison.Ordinal));
        if (name < 0 || rule.IsDefault)
        {
            return rule;
        }

        Term[] cases = [.. path.Skip(name + 2)];
        return cases.Length == 0 ? rule : rule with { Body = Marked(rule.Body, cases) };
    }

    private static Body Marked(Body written, Term[] cases)
    {
        var body = written.Exprs.ToList();
        var variables = cases.OfType<Term.Var>().Select(static variable => variable.Name).ToArray();
        foreach (var variable in variables)
        {
            MoveUp(body, variable);
        }

        var place = variables.Select(variable => FirstUse(body, variable, body.Count)).DefaultIfEmpty(-1).Max() + 1;
        var location = Text.Location.None;
        var function = new Term.Ref(location, new Term.Var(location, "internal"), [RefResolver.Constant(location, "test_case")]);
        var mark = new Term.Call(location, function, [new Term.Array(location, cases)]);
        body.Insert(place, new Expr(location, new Statement.Claim(mark)) { Generated = true });
        return new Body(body);
    }

    private static void MoveUp(List<Expr> body, string variable)
    {
        var at = body.FindLastIndex(expr => expr.Generated && Equation.Is(expr)
            && expr.Call!.Arguments[0] is Term.Var found && found.Name == variable);
        if (at < 0)
        {
            return;
        }

        var needs = Vars.New();
        Vars.Add(needs, body[at].Call!.Arguments[1], VarScope.All);
        var locals = needs.Where(static name => name.StartsWith("__local", StringComparison.Ordinal)).ToArray();
        var to = locals.Select(name => FirstUse(body, name, at)).DefaultIfEmpty(-1).Max() + 1;
        if (to < at)
        {
            var expr = body[at];
            body.RemoveAt(at);
            body.Insert(to, expr);
        }
    }

    private static int FirstUse(List<Expr> body, string variable, int before)
    {
        for (var i = 0; i < before && i < body.Count; i++)
        {
            var uses = false;
            TreeWalk.Terms(body[i], term => uses |= term is Term.Var found && found.Name == variable);
            if (uses)
            {
                return i;
            }
        }

        return -1;
    }
}
