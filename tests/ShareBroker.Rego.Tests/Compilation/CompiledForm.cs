using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>
/// A plain reading of what <see cref="CompiledPolicy"/> promises: the form of every expression, and that each one's inputs are bound by
/// those
/// before it. Written apart from the compiler's own notion of safety.
/// </summary>
internal sealed class CompiledForm
{
    private readonly List<string> _broken = [];

    public static IReadOnlyList<string> Check(CompiledPolicy policy)
    {
        var form = new CompiledForm();
        foreach (var rule in policy.Modules.SelectMany(static module => module.Rules).SelectMany(static rule => rule.Branches()))
        {
            var bound = Bound(rule.Head.Arguments ?? []);
            form.CheckBody(rule.Body, bound);
            Term?[] heads = [.. rule.Head.Path.Skip(1), rule.Head.Key, rule.Head.Value];
            foreach (var head in heads.OfType<Term>())
            {
                form.Expect(form.IsPlain(head) && AllBound(head, bound), $"head {head} of {TermPrinter.OfPath(rule.Head.Path)}");
            }
        }

        return form._broken;
    }

    public static IReadOnlyList<string> Check(CompiledQuery query)
    {
        var form = new CompiledForm();
        var bound = Bound([]);
        form.CheckBody(query.Body, bound);
        form.Expect(query.Bindings.All(binding => bound.Contains(binding.Variable)), "a reported variable is not bound");
        return form._broken;
    }

    private static HashSet<string> Bound(IEnumerable<Term> patterns)
    {
        var bound = new HashSet<string>(StringComparer.Ordinal) { "data", "input" };
        foreach (var pattern in patterns)
        {
            bound.UnionWith(Vars.Of(pattern));
        }

        return bound;
    }

    private void Expect(bool holds, string what)
    {
        if (!holds)
        {
            _broken.Add(what);
        }
    }

    private void CheckBody(Body body, HashSet<string> bound)
    {
        foreach (var expr in body.Exprs)
        {
            Expect(expr.Withs.All(with => AllBound(with.Value, bound) || with.Value is Term.Ref), $"with of {expr}");
            if (expr is { Negated: true, Statement: Statement.Claim })
            {
                Expect(AllBound(expr.Term!, bound), $"inputs of {expr}");
            }

            switch (expr.Statement)
            {
                case Statement.Claim { Term: Term.Call { Function: Term.Var { Name: "eq" } } equation }:
                    Expect(IsSide(equation.Arguments[0], bound)
                        && (IsPlainCall(equation.Arguments[1]) || IsSide(equation.Arguments[1], bound)), $"form of {expr}");
                    Expect(Match(equation.Arguments[0], equation.Arguments[1], bound), $"inputs of {expr}");
                    break;
                case Statement.Claim claim:
                    Expect(IsPlainCall(claim.Term) || IsSide(claim.Term, bound), $"form of {expr}");
                    Expect(Evaluate(claim.Term, bound), $"inputs of {expr}");
                    break;
                case Statement.Every every:
                    Expect(IsPlain(every.Domain) && AllBound(every.Domain, bound), $"domain of {expr}");
                    var inner = new HashSet<string>(bound, StringComparer.Ordinal);
                    inner.UnionWith(Vars.Of(every.Key));
                    inner.UnionWith(Vars.Of(every.Value));
                    CheckBody(every.Body, inner);
                    break;
                case Statement.Logic logic:
                    foreach (var operand in logic.Operands)
                    {
                        CheckBody(operand.Body, new HashSet<string>(bound, StringComparer.Ordinal));
                    }

                    break;
                default:
                    _broken.Add($"statement {expr}");
                    break;
            }
        }
    }

    // A constant, a variable, or a composite of them.
    private bool IsPlain(Term term) => term switch
    {
        Term.Constant or Term.Var => true,
        Term.Array array => array.Items.All(IsPlain),
        Term.Set set => set.Items.All(IsPlain),
        Term.Object entries => entries.Entries.All(entry => IsPlain(entry.Key) && IsPlain(entry.Value)),
        _ => false,
    };

    private bool IsPlainCall(Term term) =>
        term is Term.Call { Function: not Term.Var { Name: "assign" or "eq" } } call && call.Arguments.All(IsPlain);

    private bool IsSide(Term term, HashSet<string> bound)
    {
        switch (term)
        {
            case Term.Ref reference:
                return reference.Head is Term.Var && reference.Operands.All(IsPlain);
            case Term.ArrayComprehension c:
                return CheckInner(c.Body, bound, c.Item);
            case Term.SetComprehension c:
                return CheckInner(c.Body, bound, c.Item);
            case Term.ObjectComprehension c:
                return CheckInner(c.Body, bound, c.Key, c.Value);
            default:
                return IsPlain(term);
        }
    }

    private bool CheckInner(Body body, HashSet<string> bound, params Term[] heads)
    {
        var inner = new HashSet<string>(bound, StringComparer.Ordinal);
        CheckBody(body, inner);
        return heads.All(head => IsPlain(head) && AllBound(head, inner));
    }

    private static bool AllBound(Term term, HashSet<string> bound) => bound.IsSupersetOf(Vars.Of(term, VarScope.Safety));

    // Whether the term can be evaluated; references bind the variables that they enumerate.
    private static bool Evaluate(Term term, HashSet<string> bound)
    {
        switch (term)
        {
            case Term.Ref { Head: Term.Var head } reference when bound.Contains(head.Name):
                bound.UnionWith(reference.Operands.SelectMany(static operand => Vars.Of(operand)));
                return true;
            case Term.ArrayComprehension or Term.SetComprehension or Term.ObjectComprehension:
                return true;
            default:
                return term is not Term.Ref && AllBound(term, bound);
        }
    }

    private static bool Match(Term left, Term right, HashSet<string> bound)
    {
        if (Evaluate(left, bound) || Evaluate(right, bound))
        {
            // One side has a value: it binds the variables of a pattern on the other. The other may also read documents by then.
            var pattern = Evaluate(left, bound) ? right : left;
            return Evaluate(pattern, bound) || MatchPattern(pattern, bound);
        }

        if (left is Term.Array a && right is Term.Array b && a.Items.Count == b.Items.Count)
        {
            // Twice: a later pair may bind what an earlier one needs.
            _ = a.Items.Zip(b.Items).Select(pair => Match(pair.First, pair.Second, bound)).ToArray();
            return a.Items.Zip(b.Items).Select(pair => Match(pair.First, pair.Second, bound)).ToArray().All(static matched => matched);
        }

        return left is Term.Object x && right is Term.Object y && x.Entries.All(entry =>
            y.Entries.Where(other => other.Key.ToString() == entry.Key.ToString()).All(other => Match(entry.Value, other.Value, bound)));
    }

    private static bool MatchPattern(Term pattern, HashSet<string> bound)
    {
        switch (pattern)
        {
            case Term.Var variable:
                bound.Add(variable.Name);
                return true;
            case Term.Array array:
                return array.Items.All(item => MatchPattern(item, bound));
            case Term.Object entries:
                return entries.Entries.All(entry => AllBound(entry.Key, bound) && MatchPattern(entry.Value, bound));
            default:
                return Evaluate(pattern, bound);
        }
    }
}
