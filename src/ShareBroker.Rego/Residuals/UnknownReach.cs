using System.Runtime.CompilerServices;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Tells what may depend on the unknown references, through however many rules, and what cannot.</summary>
internal sealed class UnknownReach(CompiledPolicy policy, IReadOnlyList<UnknownPath> unknowns)
{
    private readonly Dictionary<Rule, bool> _rules = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, bool> _exprs = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, UnknownReach> _narrower = new(StringComparer.Ordinal);

    public bool Touches(Expr expr)
    {
        if (!_exprs.TryGetValue(expr, out var touches))
        {
            _exprs[expr] = touches = expr.Withs.Count == 0 ? TouchesBare(expr) : Under(expr.Withs).TouchesBare(expr);
        }

        return touches;
    }

    public bool Touches(Term? term)
    {
        var touches = false;
        TreeWalk.Terms(term, inner => Visit(inner, ref touches));
        return touches;
    }

    /// <summary>Whether a reference with this head may meet an unknown document; operands that are no constants may be anything.</summary>
    public bool Overlaps(string head, IReadOnlyList<Term> operands) => unknowns.Any(unknown => unknown.Meets(head, operands));

    /// <summary>Whether a document at these constant operands, or one above it, is unknown as a whole.</summary>
    public bool Swallows(string head, IReadOnlyList<Term> operands) =>
        unknowns.Any(unknown => unknown.Keys.Count <= operands.Count && unknown.Meets(head, operands));

    // What is unknown while these replacements hold.
    private UnknownReach Under(IReadOnlyList<With> withs)
    {
        var left = unknowns.Where(unknown => !withs.Any(with => unknown.IsWithin(with.Target))).ToArray();
        if (left.Length == unknowns.Count)
        {
            return this;
        }

        var key = string.Join('\n', left.Select(static unknown => unknown.ToString()));
        if (!_narrower.TryGetValue(key, out var narrower))
        {
            _narrower[key] = narrower = new UnknownReach(policy, left);
        }

        return narrower;
    }

    private bool TouchesBare(Expr expr)
    {
        var touches = false;
        TreeWalk.Terms(expr with { Withs = [] }, inner => Visit(inner, ref touches));
        return touches;
    }

    private bool Visit(Term term, ref bool touches)
    {
        if (touches)
        {
            return true;
        }

        switch (term)
        {
            case Term.Var { Name: "input" or "data" } document:
                touches = Reads(document.Name, []);
                return true;
            case Term.Ref { Head: Term.Var { Name: "input" or "data" } document } reference:
                touches = Reads(document.Name, reference.Operands) || reference.Operands.Any(Touches);
                return true;
            case Term.Call call:
                touches = Calls(call.Function) || call.Arguments.Any(Touches);
                return true;
            default:
                return false;
        }
    }

    private bool Calls(Term function) => function is Term.Ref { Head: Term.Var { Name: "data" } } reference
        ? Reads("data", reference.Operands)
        : policy.Builtins.Find(TermPrinter.Of(function)) is { IsNondeterministic: true };

    private bool Reads(string head, IReadOnlyList<Term> operands)
    {
        var touches = Overlaps(head, operands);
        if (!touches && head == "data")
        {
            policy.Rules.EachReachable(operands, rule => touches = touches || Touches(rule));
        }

        return touches;
    }

    private bool Touches(Rule rule)
    {
        if (_rules.TryGetValue(rule, out var touches))
        {
            return touches;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new BudgetExceededException(BudgetExceededException.Depth, "rules nest deeper than the evaluation's budget allows");
        }

        // A rule that is being looked at says nothing new about itself.
        _rules[rule] = false;
        for (var branch = rule; branch is not null && !touches; branch = branch.Else)
        {
            TreeWalk.Terms(branch.Head, inner => Visit(inner, ref touches));
            touches = touches || branch.Body.Exprs.Any(Touches);
        }

        return _rules[rule] = touches;
    }
}
