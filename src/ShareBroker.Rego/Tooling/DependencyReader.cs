using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>
/// Follows references from a body through the rules that they meet. A variable that is equal to a reference stands for it, so that
/// <c>x = input.user; x.name</c> depends on <c>input.user.name</c>.
/// </summary>
internal sealed class DependencyReader
{
    private readonly RuleTree _rules;
    private readonly HashSet<Rule> _seenForBase = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Rule> _seenForVirtual = new(ReferenceEqualityComparer.Instance);
    private readonly SortedSet<RegoArray> _base = [];
    private readonly SortedSet<RegoArray> _virtual = [];

    public DependencyReader(RuleTree rules, Body query)
    {
        _rules = rules;
        var variables = Vars.Of(query).Select(static name => (Term)new Term.Var(Text.Location.None, name)).ToArray();
        var direct = References(query, new Term.Array(Text.Location.None, variables));
        foreach (var reference in direct)
        {
            AddBase(reference);
            AddVirtual(reference);
        }
    }

    public IReadOnlyList<RegoArray> Base => [.. _base];

    public IReadOnlyList<RegoArray> Virtual => [.. _virtual];

    private void AddBase(RegoArray reference)
    {
        var rules = RulesOf(reference);
        if (rules.Count == 0)
        {
            _base.Add(reference);
            return;
        }

        foreach (var rule in rules.Where(_seenForBase.Add))
        {
            foreach (var next in OfRule(rule))
            {
                AddBase(next);
            }
        }
    }

    private void AddVirtual(RegoArray reference)
    {
        foreach (var rule in RulesOf(reference).Where(_seenForVirtual.Add))
        {
            foreach (var next in OfRule(rule))
            {
                AddVirtual(next);
            }

            _virtual.Add(Constants(rule.Head.Path));
        }
    }

    // Rules over the reference, at it and below it.
    private List<Rule> RulesOf(RegoArray reference)
    {
        var found = new List<Rule>();
        if (reference[0] is not RegoString { Value: "data" })
        {
            return found;
        }

        var node = _rules.Root;
        foreach (var part in reference.Items[1..])
        {
            if (node.Child(part) is not { } child)
            {
                return found;
            }

            node = child;
            if (node.Rules.Count > 0)
            {
                return node.Rules;
            }
        }

        found.AddRange(node.Descend().SelectMany(static below => below.Rules));
        return found;
    }

    private static IEnumerable<RegoArray> OfRule(Rule rule) => rule.Branches()
        .SelectMany(link => References(link.Body, new Term.Array(
            link.Location, [.. link.Head.Path.Skip(1), .. link.Head.Arguments ?? [], .. Known(link.Head.Key), .. Known(link.Head.Value)])));

    private static IEnumerable<Term> Known(Term? term) => term is null ? [] : [term];

    private static RegoArray Constants(IReadOnlyList<Term> path) => RegoArray.Adopt(
    [
        RegoString.Of("data"), .. path.Skip(1).TakeWhile(static part => part is Term.Constant)
            .Select(static part => ((Term.Constant)part).Value),
    ]);

    // The constant beginnings of the references of a body; one that another begins with says all.
    private static IReadOnlyList<RegoArray> References(Body body, Term head)
    {
        var equal = new Dictionary<string, List<Term.Ref>>(StringComparer.Ordinal);
        var used = Vars.New();
        Vars.Add(used, head, VarScope.All);
        var found = new List<Term.Ref>();
        foreach (var expr in body.Exprs)
        {
            if (Equation.Is(expr) && !expr.Negated && expr.Withs.Count == 0 && Alias(expr.Call!) is var (name, reference))
            {
                equal.TryAdd(name, []);
                equal[name].Add(reference);
                reference.Operands.ToList().ForEach(operand => Vars.Add(used, operand, VarScope.All));
                continue;
            }

            TreeWalk.Terms(expr, term => Gather(term, found));
            Vars.AddAll(used, Operands(expr), VarScope.All);
        }

        var aliases = new AliasTable(equal);
        var all = found.SelectMany(aliases.Expand)
            .Concat(equal.Where(pair => used.Contains(pair.Key) || pair.Value.Count > 1 || !IsRead(pair.Key, found))
                .SelectMany(pair => pair.Value).SelectMany(aliases.Expand))
            .ToList();
        return Minimal(all.Select(Beginning));
    }

    private static bool IsRead(string name, List<Term.Ref> found) => found.Exists(reference =>
        reference.Head is Term.Var head && head.Name == name);

    private static IEnumerable<Term> Operands(Expr expr)
    {
        var operands = new List<Term>();
        TreeWalk.Terms(expr, term =>
        {
            if (term is Term.Ref reference)
            {
                operands.AddRange(reference.Operands);
                return true;
            }

            if (term is Term.Var)
            {
                operands.Add(term);
            }

            return false;
        });
        return operands;
    }

    private static bool Gather(Term term, List<Term.Ref> found)
    {
        if (term is Term.Ref reference)
        {
            found.Add(reference);
        }

        return false;
    }

    private static (string Name, Term.Ref Reference)? Alias(Term.Call equation) => equation.Arguments switch
    {
        [Term.Var { Name: not ("input" or "data") } variable, Term.Ref reference] => (variable.Name, reference),
        [Term.Ref reference, Term.Var { Name: not ("input" or "data") } variable] => (variable.Name, reference),
        _ => null,
    };

    private static RegoArray Beginning(Term.Ref reference) => RegoArray.Adopt(
    [
        RegoString.Of(((Term.Var)reference.Head).Name),
        .. reference.Operands.TakeWhile(static part => part is Term.Constant).Select(static part => ((Term.Constant)part).Value),
    ]);

    private static IReadOnlyList<RegoArray> Minimal(IEnumerable<RegoArray> references)
    {
        var minimal = new List<RegoArray>();
        foreach (var reference in new SortedSet<RegoArray>(references))
        {
            if (minimal.Count == 0 || !StartsWith(reference, minimal[^1]))
            {
                minimal.Add(reference);
            }
        }

        return minimal;
    }

    private static bool StartsWith(RegoArray path, RegoArray beginning) =>
        beginning.Count <= path.Count && path.Items[..beginning.Count].SequenceEqual(beginning.Items);
}
