using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Finds in bodies what an index can decide: equations of input, of base data or of an argument with a constant. They neither fail nor
/// bind anything, so they come first in the plan, as the reference implementation asks its index first; with them, equations of input or
/// base data with a variable, which hold where there is something to bind.
/// </summary>
internal sealed class RuleTests
{
    // A longer list of allowed values is cheaper to look into than to spread over an index.
    private const int ValuesMax = 64;

    private readonly DocumentNode _root;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    // What variables were bound to at the start of the body.
    private readonly Dictionary<string, Term.Ref> _bound = new(StringComparer.Ordinal);
    private readonly List<RuleTest> _tests = [];

    private RuleTests(DocumentNode root) => _root = root;

    /// <summary>The body in the order in which it is planned, and what is tested before anything else in it can happen.</summary>
    /// <param name="root">The documents that rules define.</param>
    /// <param name="body">The body of the rule.</param>
    /// <param name="heads">The terms of the head that the caller's values are held against, one for each slot from the first.</param>
    public static (Body Body, IReadOnlyList<RuleTest> Tests) Of(DocumentNode root, Body body, IReadOnlyList<Term> heads)
    {
        var found = new RuleTests(root);
        for (var i = 0; i < heads.Count; i++)
        {
            if (RuleTest.OfSlot(i, heads[i]) is { } test)
            {
                found._tests.Add(test);
            }
            else if (heads[i] is Term.Var { IsWildcard: false } variable)
            {
                found._slots.TryAdd(variable.Name, i);
            }
        }

        return (found.TestsFirst(body), found._tests);
    }

    // What prints is not moved: lines must come out as written.
    private Body TestsFirst(Body body)
    {
        if (body.Exprs.Any(static expr => expr.Call is { Name: "internal.print" }))
        {
            return body;
        }

        var first = new List<Expr>();
        var rest = new List<Expr>();
        var mentioned = Vars.New();
        foreach (var expr in body.Exprs)
        {
            if (OfEquation(expr) is { } test)
            {
                _tests.Add(test);
                first.Add(expr);
            }
            else if (IsBinding(expr, mentioned))
            {
                first.Add(expr);
            }
            else
            {
                rest.Add(expr);
                Vars.Add(mentioned, expr, VarScope.All);
            }
        }

        foreach (var expr in rest)
        {
            if ((OfMembership(expr) ?? OfBound(expr)) is not { } test)
            {
                break;
            }

            _tests.Add(test);
        }

        return first.Count == 0 ? body : new Body([.. first, .. rest]);
    }

    // y = input.x, of a variable that nothing before it knows.
    private bool IsBinding(Expr expr, HashSet<string> mentioned) =>
        expr is { Negated: false, Withs.Count: 0, Call: { Arguments: [var left, var right], Function: Term.Var { Name: "eq" } } }
        && (IsBinding(left, right, mentioned) || IsBinding(right, left, mentioned));

    private bool IsBinding(Term left, Term right, HashSet<string> mentioned)
    {
        if (left is not Term.Var { IsWildcard: false } variable || _slots.ContainsKey(variable.Name) || mentioned.Contains(variable.Name)
            || right is not Term.Ref reference || !IsPlace(reference))
        {
            return false;
        }

        _bound.TryAdd(variable.Name, reference);
        return true;
    }

    private RuleTest? OfBound(Expr expr) =>
        expr is { Negated: false, Withs.Count: 0, Call: { Arguments: [var left, var right], Function: Term.Var { Name: "eq" } } }
            ? OfBound(left, right) ?? OfBound(right, left)
            : null;

    private RuleTest? OfBound(Term subject, Term wanted) =>
        subject is Term.Var variable && wanted is Term.Constant constant && _bound.TryGetValue(variable.Name, out var reference)
            ? OfReference(reference, [constant.Value])
            : null;

    private RuleTest? OfEquation(Expr expr) =>
        expr is { Negated: false, Withs.Count: 0, Call: { Arguments: [var left, var right], Function: Term.Var { Name: "eq" or "equal" } } }
            ? Of(left, right) ?? Of(right, left)
            : null;

    private RuleTest? Of(Term subject, Term wanted) =>
        wanted is Term.Constant { Value: { Kind: < RegoKind.Array } value } ? Of(subject, [value]) : null;

    // x in {"a", "b"}, written out.
    private RuleTest? OfMembership(Expr expr) =>
        expr is { Negated: false, Withs.Count: 0, Call: { Name: "internal.member_2", Arguments: [var subject, var among] } }
        && ConstantsOf(among) is { Length: <= ValuesMax } values
            ? subject is Term.Var variable && _bound.TryGetValue(variable.Name, out var place)
                ? OfReference(place, values)
                : Of(subject, values)
            : null;

    private RuleTest? Of(Term subject, RegoValue[] values) => subject switch
    {
        Term.Var variable when _slots.TryGetValue(variable.Name, out var slot) => RuleTest.OfSlot(slot, values),
        Term.Ref reference when IsPlace(reference) => OfReference(reference, values),
        _ => null,
    };

    private bool IsPlace(Term.Ref reference) =>
        reference.Operands.All(static operand => WrittenValue.Of(operand) is not null)
        && reference.Head is Term.Var { Name: var name } && (name == "input" || (name == "data" && IsBase(reference)));

    private static RuleTest OfReference(Term.Ref reference, RegoValue[] values) => new(TermPrinter.Of(reference), reference, -1, values);

    private static RegoValue[]? ConstantsOf(Term among)
    {
        var items = among switch
        {
            Term.Set set => set.Items,
            Term.Array array => array.Items,
            _ => [],
        };
        return items.Count > 0 && items.All(static item => item is Term.Constant)
            ? [.. items.Select(static item => ((Term.Constant)item).Value).Distinct()]
            : null;
    }

    // No rule stands over, at or below it.
    private bool IsBase(Term.Ref reference)
    {
        var node = _root;
        foreach (var operand in reference.Operands)
        {
            if (node.Rules is not null)
            {
                return false;
            }

            if (node.Child(WrittenValue.Of(operand)!) is not { } child)
            {
                return true;
            }

            node = child;
        }

        return false;
    }
}
