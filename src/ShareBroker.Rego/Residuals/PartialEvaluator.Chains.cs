using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Definitions of which a later one counts only when an earlier one does not: <c>else</c> and <c>default</c>.</summary>
internal sealed partial class PartialEvaluator
{
    // More ways than this are not put into the place of a reference.
    private const int WaysMax = 8;

    private const int Default = -1;

    private readonly Dictionary<(Rule Rule, RegoValue Key), Rule?> _slices = [];

    private readonly record struct Way(Solution Solution, int Chain, int Link);

    // The values that the chains give, each with what must not hold before it; null when they are too many or may conflict.
    private List<Solution>? Chained(List<Rule> rules, Branch start, Func<Rule, Branch, Branch?> enter, bool withDefault)
    {
        var normal = rules.FindAll(static rule => !rule.IsDefault);
        var ways = new List<Way>();
        if (!Deeper(() => normal.Index().All(one => Chain(one.Item, one.Index, start, enter, ways))))
        {
            return null;
        }

        if (withDefault && rules.Find(static rule => rule.IsDefault) is { } last && !Defaults(last, normal, start, enter, ways))
        {
            return null;
        }

        return Agree(ways) ? ways.ConvertAll(static way => way.Solution) : null;
    }

    private bool Chain(Rule first, int chain, Branch start, Func<Rule, Branch, Branch?> enter, List<Way> ways)
    {
        List<Branch> open = [start];
        var number = 0;
        for (var link = first; link is not null && open.Count > 0; link = link.Else)
        {
            var next = new List<Branch>();
            foreach (var one in open)
            {
                var found = enter(link, one) is { } entered ? Values(link, entered) : [];
                var place = number;
                ways.AddRange(found.Select(solution => new Way(solution, chain, place)));
                if (ways.Count > WaysMax)
                {
                    return false;
                }

                if (link.Else is null)
                {
                    continue;
                }

                if (found.Count == 0)
                {
                    next.Add(one);
                }
                else
                {
                    NoneOf(link.Location, one, next, aside => Holding(link, aside, enter));
                }
            }

            if (next.Count > WaysMax)
            {
                return false;
            }

            (open, number) = (next, number + 1);
        }

        return true;
    }

    private bool Defaults(Rule last, List<Rule> normal, Branch start, Func<Rule, Branch, Branch?> enter, List<Way> ways)
    {
        if (enter(last, start) is not { } entered || entered.ValueOf(last.Head.Value!) is not Term.Constant value)
        {
            return false;
        }

        var left = new List<Branch>();
        NoneOf(last.Location, start, left, aside => Deeper(() => normal.SelectMany(rule => Links(rule))
            .SelectMany(link => Holding(link, aside, enter)).ToList()));
        ways.AddRange(left.Select(branch => new Way(new Solution(branch, value), Default, 0)));
        return ways.Count <= WaysMax;
    }

    private void NoneOf(Location location, Branch branch, List<Branch> sink, Func<Branch, List<Branch>> ask) =>
        Negated(new Expr(location, new Statement.Claim(Ground.Known(RegoBoolean.True))), branch, sink, ask);

    private static IEnumerable<Rule> Links(Rule rule)
    {
        for (Rule? link = rule; link is not null; link = link.Else)
        {
            yield return link;
        }
    }

    private List<Branch> Holding(Rule link, Branch aside, Func<Rule, Branch, Branch?> enter) =>
        enter(link, aside) is { } entered ? Solve(link.Body, Vars.Of(link.Head.Value), entered) : [];

    private static bool TakesAnything(Rule rule) => Links(rule).All(static link => link.Head.Arguments is { } arguments
        && arguments.All(static argument => argument is Term.Var)
        && arguments.Select(static argument => ((Term.Var)argument).Name).Distinct(StringComparer.Ordinal).Count() == arguments.Count);

    // Links of one chain exclude one another, and so does the default.
    private bool Agree(List<Way> ways)
    {
        _meter.Work((long)ways.Count * ways.Count);
        for (var i = 0; i < ways.Count; i++)
        {
            var (here, value) = ways[i].Solution;
            if (value is not Term.Constant && here.MayRepeat(key: null))
            {
                return false;
            }

            for (var j = 0; j < i; j++)
            {
                var apart = ways[i].Chain == Default || ways[j].Chain == Default
                    || (ways[i].Chain == ways[j].Chain && ways[i].Link != ways[j].Link);
                if (!apart && !AreOne(value, ways[j].Solution.Value) && !here.Facts.Excludes(ways[j].Solution.Branch.Facts))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // One member of an object that a rule spells out: what the other members want must be there, but is not looked at; null when the
    // rule is not of that shape.
    private List<Solution>? Slice(Rule rule, Term.Ref reference, int at, Branch branch)
    {
        if (branch.ValueOf(reference.Operands[at]) is not Term.Constant { Value: var key })
        {
            return null;
        }

        if (!_slices.TryGetValue((rule, key), out var slice))
        {
            _slices[(rule, key)] = slice = SliceOf(rule, key);
        }

        if (slice is null)
        {
            return null;
        }

        var whole = Unknown(reference.Head, [.. reference.Operands.Take(at)], 0, branch);
        var solutions = new List<Solution>();
        foreach (var (defined, _) in whole)
        {
            var found = Deeper(() => Values(slice, defined.Enter()));
            if (!Agree(found))
            {
                return null;
            }

            solutions.AddRange(Back(found, [.. reference.Operands.Skip(at + 1)], 0, defined));
        }

        return solutions;
    }

    private static bool IsBinding(Expr expr, out string name)
    {
        name = expr is { Negated: false, Withs.Count: 0 } && Equation.Is(expr) && expr.Call!.Arguments[0] is Term.Var variable
            ? variable.Name : string.Empty;
        return name.Length > 0;
    }

    private static Rule? SliceOf(Rule rule, RegoValue key)
    {
        var spelled = rule.Head.Value is Term.Var { Name: var result } ? rule.Body.Exprs.FirstOrDefault(expr =>
            IsBinding(expr, out var bound)
            && bound == result && expr.Call!.Arguments[1] is Term.Object) : null;
        if ((rule.Head.Value as Term.Object ?? spelled?.Call!.Arguments[1] as Term.Object)?.Entries is not { Count: > 1 } entries)
        {
            return null;
        }

        var wanted = entries.Where(entry => Ground.Of(entry.Key) is { } name && name.Equals(key)).ToArray();
        if (wanted is not [var entry] || !entries.All(static one => one.Key is Term.Constant))
        {
            return null;
        }

        var needed = Vars.New();
        Vars.AddAll(needed, [entry.Value], VarScope.All);
        var kept = new List<Expr>();
        foreach (var expr in rule.Body.Exprs.Reverse())
        {
            if (!ReferenceEquals(expr, spelled) && !(IsBinding(expr, out var name) && !needed.Contains(name)))
            {
                kept.Insert(0, expr);
                Vars.Add(needed, expr, VarScope.SkipFunctionNames);
            }
        }

        return kept.Count == rule.Body.Exprs.Count ? null
            : rule with { Body = new Body(kept), Head = rule.Head with { Value = entry.Value } };
    }
}
