using ShareBroker.Rego.Compilation.Safety;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>
/// Removes <c>:=</c>, <c>some</c> and the scopes they make: each declared variable gets a name of its own, so that equal names mean one
/// variable
/// in the whole rule. Redeclaration, use before declaration and unused declarations are faults.
/// </summary>
internal sealed partial class LocalVarRewriter(LocalNames names, List<RegoError> errors, bool isStrict = false)
{
    private LocalScopes _scopes = new();

    /// <summary>Rewrites a rule and its else branches.</summary>
    public Rule Rewrite(Rule rule)
    {
        _scopes = new LocalScopes();
        var arguments = rule.Head.Arguments is null ? null : rule.Head.Arguments.Select(Parameter).ToArray();
        var result = Branch(rule with { Head = rule.Head with { Arguments = arguments } }, _scopes);
        if (isStrict && arguments is not null)
        {
            UnusedNames.Arguments(result, names.WrittenFor, errors);
        }

        return result;
    }

    /// <summary>Rewrites a query; the scope's names are the query's own.</summary>
    public Body Rewrite(Body query)
    {
        _scopes = new LocalScopes();
        return RewriteBody(query, Vars.New());
    }

    private Rule Branch(Rule rule, LocalScopes parameters)
    {
        var head = InnerScopes(rule.Head);
        var used = Vars.New();
        Vars.AddAll(used, head.Path.Skip(1), VarScope.All);
        Vars.Add(used, head.Key, VarScope.All);
        Vars.Add(used, head.Value, VarScope.All);

        _scopes = parameters.Copy();
        var body = RewriteBody(rule.Body, used);
        head = new Renamer(_scopes.Names).Rewrite(head);
        return rule with { Head = head, Body = body, Else = rule.Else is null ? null : Branch(rule.Else, parameters) };
    }

    // Comprehensions in a head have scopes of their own, whatever the body declares.
    private Head InnerScopes(Head head) => head with
    {
        Path = [head.Path[0], .. head.Path.Skip(1).Select(InnerScopes)],
        Arguments = head.Arguments?.Select(InnerScopes).ToArray(),
        Key = head.Key is null ? null : InnerScopes(head.Key),
        Value = head.Value is null ? null : InnerScopes(head.Value),
    };

    private Term InnerScopes(Term term)
    {
        if (TreeWalk.BodyOf(term) is not null || term is Term.Template)
        {
            _scopes = new LocalScopes();
            return RewriteTerm(term);
        }

        return new ClosureRewriter(InnerScopes).Rewrite(term);
    }

    private Term Parameter(Term term)
    {
        switch (term)
        {
            case Term.Var variable:
                var known = _scopes.Find(variable.Name);
                if (known is null)
                {
                    known = names.NextFor(variable.Name);
                    _scopes.Insert(variable.Name, known, Occurrence.Parameter);
                }

                return variable with { Name = known };
            case Term.Array array:
                return array with { Items = [.. array.Items.Select(Parameter)] };
            case Term.Object entries:
                return entries with { Entries = [.. entries.Entries.Select(entry => entry with { Value = Parameter(entry.Value) })] };
            case Term.Ref { Head: Term.Var { Name: "data" or "input" } root } document:
                // Among parameters even a document is a name of the function's own, which nothing binds.
                return document with
                {
                    Head = root with { Name = names.NextFor(root.Name) },
                    Operands = [.. document.Operands.Select(Parameter)],
                };
            case Term.Ref reference:
                return reference with { Operands = [.. reference.Operands.Select(Parameter)] };
            case Term.Call:
                Error(term.Location, "rule arguments cannot contain calls");
                return term;
            default:
                return term;
        }
    }

    private Body RewriteBody(Body body, HashSet<string> used)
    {
        var rewritten = new List<Expr>();
        var before = errors.Count;
        foreach (var expr in body.Exprs)
        {
            if (RewriteStatement(expr) is { } result)
            {
                rewritten.Add(result);
            }
        }

        if (rewritten.Count == 0)
        {
            var place = body.Exprs[0].Location;
            rewritten.Add(new Expr(place, new Statement.Claim(new Term.Constant(place, RegoBoolean.True))));
        }

        var result2 = new Body(rewritten);
        if (isStrict && errors.Count == before)
        {
            UnusedNames.Assigned(result2, _scopes, used, errors);
        }

        if (errors.Count == before)
        {
            CheckUnused(body, result2, used);
        }

        return result2;
    }

    private void CheckUnused(Body written, Body rewritten, HashSet<string> used)
    {
        var declared = _scopes.Declared().ToArray();
        if (declared.Length == 0)
        {
            return;
        }

        var live = Vars.Of(rewritten);
        live.UnionWith(used.Select(name => _scopes.Find(name) ?? name));
        foreach (var (name, _) in declared.Where(IsUnused).OrderBy(static p => p.Name, StringComparer.Ordinal))
        {
            var place = written.Exprs.FirstOrDefault(expr => DeclaredVars.Of(expr).Contains(name)) ?? written.Exprs[0];
            Error(place.Location, $"declared var {name} unused");
        }

        bool IsUnused((string Written, string Name) pair) =>
            !live.Contains(pair.Name) && !used.Contains(pair.Name) && !pair.Written.StartsWith("__local", StringComparison.Ordinal);
    }

    private Expr? RewriteStatement(Expr expr) => expr.Statement switch
    {
        Statement.Claim when Equation.IsAssignment(expr) => RewriteAssignment(expr),
        Statement.Some { Symbols: [Term.Call member] } some => RewriteSomeIn(expr, some, member),
        Statement.Some some => RewriteSome(some),
        Statement.Every every => RewriteEvery(expr, every),
        Statement.Logic logic => expr with
        {
            Statement = logic with { Operands = [.. logic.Operands.Select(RewriteOperand)] },
            Withs = RewriteWiths(expr),
        },
        _ => RewriteClaim(expr),
    };

    private Expr? RewriteSome(Statement.Some some)
    {
        foreach (var symbol in some.Symbols.OfType<Term.Var>())
        {
            Declare(symbol.Name, Occurrence.Declared, some.Location);
        }

        return null;
    }

    // some k, v in xs: the variables of k and v that xs does not have are declared, and v = xs[k] remains.
    private Expr? RewriteSomeIn(Expr expr, Statement.Some some, Term.Call member)
    {
        var key = member.Arguments.Count == 3 ? member.Arguments[0] : names.NextVar(some.Location);
        var value = member.Arguments[^2];
        var domain = member.Arguments[^1];
        var entry = domain is Term.Ref reference
            ? reference with { Operands = [.. reference.Operands, key] }
            : new Term.Ref(domain.Location, domain, [key]);
        var equation = expr with { Statement = new Statement.Claim(Equation.CallOf("eq", expr.Location, value, entry)) };
        foreach (var name in OutputVars.OfEquation(equation, Vars.Of(domain).Contains).Order(StringComparer.Ordinal))
        {
            if (Declare(name, Occurrence.Declared, some.Location) is null)
            {
                return null;
            }
        }

        return RewriteClaim(equation);
    }

    private Expr? RewriteEvery(Expr expr, Statement.Every every)
    {
        var domain = RewriteTerm(every.Domain);
        _scopes.Push();
        var key = every.Key is Term.Var k ? Bound(k, every.Location) : null;
        var value = Bound((Term.Var)every.Value, every.Location);
        var body = RewriteBody(every.Body, Vars.New());
        _scopes.Pop();
        return expr with { Statement = every with { Key = key, Value = value, Domain = domain, Body = body }, Withs = RewriteWiths(expr) };
    }

    private Operand RewriteOperand(Operand operand)
    {
        _scopes.Push();
        var body = RewriteBody(operand.Body, Vars.New());
        _scopes.Pop();
        return operand with { Body = body };
    }

    private Term.Var Bound(Term.Var variable, Location place) =>
        variable.IsWildcard || Declare(variable.Name, Occurrence.Declared, place) is not { } name
            ? variable
            : variable with { Name = name };

    private Expr RewriteAssignment(Expr expr)
    {
        if (expr.Negated)
        {
            Error(expr.Location, "cannot assign vars inside negated expression");
            return expr;
        }

        var call = expr.Call!;
        var right = RewriteTerm(call.Arguments[1]);
        var withs = RewriteWiths(expr);
        var left = Assignee(call.Arguments[0]);
        return expr with { Statement = new Statement.Claim(Equation.CallOf("eq", call.Location, left, right)), Withs = withs };
    }

    private Term Assignee(Term term)
    {
        switch (term)
        {
            case Term.Var variable:
                return Declare(variable.Name, Occurrence.Assigned, term.Location) is { } name ? variable with { Name = name } : term;
            case Term.Array array:
                return array with { Items = [.. array.Items.Select(Assignee)] };
            case Term.Object entries:
                return entries with { Entries = [.. entries.Entries.Select(entry => entry with { Value = Assignee(entry.Value) })] };
            case Term.Ref { Operands.Count: 0, Head: Term.Var root }:
                return Declare(root.Name, Occurrence.Assigned, term.Location) is { } shadow ? root with { Name = shadow } : term;
            default:
                Error(term.Location, $"cannot assign to {TermPrinter.KindOf(term)}");
                return term;
        }
    }

    private string? Declare(string written, Occurrence occurrence, Location place)
    {
        var fault = _scopes.InnermostOccurrence(written) switch
        {
            Occurrence.Seen => $"var {written} referenced above",
            Occurrence.Assigned => $"var {written} assigned above",
            Occurrence.Declared => $"var {written} declared above",
            Occurrence.Parameter => $"arg {written} redeclared",
            _ => null,
        };
        if (fault is not null)
        {
            Error(place, fault);
            return null;
        }

        var name = names.NextFor(written);
        _scopes.Insert(written, name, occurrence);
        return name;
    }

    private void Error(Location place, string message) => errors.Add(new RegoError(ErrorCodes.Compile, message, place));
}
