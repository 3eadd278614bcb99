using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>
/// Rules that may depend on the unknown. Their bodies take the place of the reference as long as that cannot hide a conflict: where two
/// definitions might give different values, the rule is kept whole, as a support rule.
/// </summary>
internal sealed partial class PartialEvaluator
{
    private const int ComparedMax = 64;

    private List<Solution> Rules(RuleTreeNode node, List<RegoValue> path, Term.Ref reference, Branch branch, Demand demand)
    {
        var at = path.Count;
        var rules = node.Rules;
        if (rules.Exists(static rule => rule.Head.IsFunction))
        {
            return [];
        }

        var isSet = rules.TrueForAll(rule => rule.Head.Kind == RuleKind.MultiValue && rule.Head.Path.Count == at + 1);
        var isObject = rules.TrueForAll(rule => rule.Head.Kind == RuleKind.SingleValue && rule.Head.Path.Count == at + 2);
        var isOne = rules.TrueForAll(rule => rule.Head.Kind == RuleKind.SingleValue && rule.Head.Path.Count == at + 1);
        if ((rules.Exists(static rule => rule.Else is not null) && !isOne) || (!isSet && !isObject && !isOne))
        {
            return Unknown(reference.Head, reference.Operands, 0, branch);
        }

        var inlined = isOne ? One(rules, reference, at, branch, demand)
            : at == reference.Operands.Count ? null
            : Entries(rules, reference.Operands, at, branch, isSet);
        return inlined ?? (rules.Exists(static rule => rule.Else is not null)
            ? Unknown(reference.Head, reference.Operands, 0, branch)
            : Supported(node, reference, at, branch));
    }

    // A document with one value; null when it must be kept whole.
    private List<Solution>? One(List<Rule> rules, Term.Ref reference, int at, Branch branch, Demand demand)
    {
        var operands = reference.Operands;
        var normal = rules.FindAll(static rule => !rule.IsDefault);
        var isIdle = normal.Count == rules.Count || IsIdle(rules.Find(static rule => rule.IsDefault)!, operands, at, branch, demand);
        if (!isIdle || normal.Exists(static rule => rule.Else is not null))
        {
            return Chained(rules, branch.Enter(), static (_, start) => start, !isIdle) is { } chained
                ? Back(chained, operands, at, branch)
                : null;
        }

        if (rules is [var only] && at < operands.Count && Slice(only, reference, at, branch) is { } slice)
        {
            return slice;
        }

        var found = Deeper(() => normal.SelectMany(rule => Values(rule, branch.Enter())).ToList());
        return Agree(found) ? Back(found, operands, at, branch) : null;
    }

    // A default that the asker has no use for.
    private bool IsIdle(Rule rule, IReadOnlyList<Term> operands, int at, Branch branch, Demand demand)
    {
        if (branch.ValueOf(rule.Head.Value!) is not Term.Constant value)
        {
            return false;
        }

        if (at == operands.Count)
        {
            return !demand.Accepts(value.Value);
        }

        var reached = new List<Solution>();
        Select(value, operands, at, branch, reached);
        return reached.Count == 0;
    }

    private List<Solution> Values(Rule rule, Branch start)
    {
        var solutions = new List<Solution>();
        foreach (var end in Solve(rule.Body, Vars.Of(rule.Head.Value), start))
        {
            solutions.Add(new Solution(end, end.ValueOf(rule.Head.Value!)!));
        }

        return solutions;
    }

    // Whether no two of the values can both be there and differ.
    private bool Agree(List<Solution> found)
    {
        if (found.Count > ComparedMax)
        {
            _meter.Work(found.Count);
            return found.TrueForAll(one => Ground.Of(one.Value) is { } value && value.Equals(Ground.Of(found[0].Value)));
        }

        _meter.Work((long)found.Count * found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Value is not Term.Constant && found[i].Branch.MayRepeat(key: null))
            {
                return false;
            }

            for (var j = 0; j < i; j++)
            {
                if (!AreOne(found[i].Value, found[j].Value) && !found[i].Branch.Facts.Excludes(found[j].Branch.Facts))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool AreOne(Term left, Term right) => Ground.Of(left) is { } value && value.Equals(Ground.Of(right));

    private List<Solution> Back(List<Solution> found, IReadOnlyList<Term> operands, int at, Branch caller)
    {
        var solutions = new List<Solution>();
        foreach (var (branch, value) in found)
        {
            Select(branch.Resolve(value), operands, at, branch.Leave(caller), solutions);
        }

        return solutions;
    }

    // A set or an object that rules add to, at one key; null when it must be kept whole.
    private List<Solution>? Entries(List<Rule> rules, IReadOnlyList<Term> operands, int at, Branch branch, bool isSet)
    {
        var wanted = branch.ValueOf(operands[at]);
        var found = Deeper(() => rules.SelectMany(rule => Entries(rule, wanted, branch.Enter(), isSet)).ToList());
        if (!isSet && !AgreeByKey(found))
        {
            return null;
        }

        var solutions = new List<Solution>();
        foreach (var (end, key, value) in found)
        {
            if (Match(operands[at], key, end.Leave(branch)) is { } next)
            {
                Select(next.Resolve(value), operands, at + 1, next, solutions);
            }
        }

        return solutions;
    }

    private List<(Branch Branch, Term Key, Term Value)> Entries(Rule rule, Term? wanted, Branch start, bool isSet)
    {
        var (key, value) = isSet ? (rule.Head.Key!, rule.Head.Key!) : (rule.Head.Path[^1], rule.Head.Value!);
        if (wanted is not null && key is Term.Var variable)
        {
            start = start.Bind(variable.Name, wanted);
        }
        else if (wanted is Term.Constant && key is Term.Constant && !AreOne(wanted, key))
        {
            return [];
        }

        var entries = new List<(Branch, Term, Term)>();
        foreach (var end in Solve(rule.Body, Vars.Of(key).Union(Vars.Of(value)), start))
        {
            entries.Add((end, end.ValueOf(key)!, end.ValueOf(value)!));
        }

        return entries;
    }

    private bool AgreeByKey(List<(Branch Branch, Term Key, Term Value)> found)
    {
        _meter.Work((long)found.Count * found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var (branch, key, value) = found[i];
            if (value is not Term.Constant && branch.MayRepeat(key))
            {
                return false;
            }

            for (var j = 0; j < i; j++)
            {
                var differ = key is Term.Constant && found[j].Key is Term.Constant && !AreOne(key, found[j].Key);
                if (!differ && !AreOne(value, found[j].Value) && !branch.Facts.Excludes(found[j].Branch.Facts))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The rule as it is left, as a rule of its own.
    private List<Solution> Supported(RuleTreeNode node, Term.Ref reference, int at, Branch branch)
    {
        if (!_supports.CanHold(node))
        {
            return Unknown(reference.Head, reference.Operands, 0, branch);
        }

        if (_supports.Begin(node))
        {
            foreach (var rule in node.Rules)
            {
                AddSupport(node, rule);
            }

            _supports.End(node);
        }

        var target = _supports.ReferenceTo(node);
        return Unknown(target.Head, [.. target.Operands, .. reference.Operands.Skip(at)], 0, branch);
    }

    private void AddSupport(RuleTreeNode node, Rule rule)
    {
        foreach (var end in Deeper(() => Solve(rule.Body, VarsOf(rule.Head), Branch.Start)))
        {
            var head = Rewritten(rule.Head, end);
            var residue = end.Residue();
            if (Simplified(residue, VarsOf(head)) is { } body)
            {
                _supports.Add(node, rule with { Head = head, Body = new Body(body) });
                _types.Learn(rule with { Head = Supports.Complete(head), Body = new Body(residue) });
            }
        }
    }

    private static HashSet<string> VarsOf(Head head)
    {
        var vars = Vars.New();
        Vars.AddAll(vars, [.. head.Path.Skip(1), .. Parts(head)], VarScope.All);
        return vars;
    }

    private static IEnumerable<Term> Parts(Head head) => new[] { head.Key, head.Value }.OfType<Term>();

    private static Head Rewritten(Head head, Branch end) => head with
    {
        Path = [.. head.Path.Select((part, i) => i == 0 ? part : end.ValueOf(part)!)],
        Key = head.Key is null ? null : end.ValueOf(head.Key),
        Value = head.Value is null ? null : end.ValueOf(head.Value),
    };

    private List<Solution> Function(Term.Call call, Branch branch, Demand demand)
    {
        var function = (Term.Ref)call.Function;
        var rules = _policy.Rules.Find(function.Operands)?.Rules ?? [];
        if (Arguments(call, branch) is not { } arguments)
        {
            return [Whole(call, branch)];
        }

        if (rules.Exists(static rule => rule.IsDefault || rule.Else is not null))
        {
            return rules.TrueForAll(TakesAnything) && Chained(
                rules, branch.Enter(), (rule, start) => Each(rule.Head.Arguments!.Zip(arguments), start, Match),
                    withDefault: true) is { } ways
                ? Back(ways.FindAll(one => Ground.Of(one.Value) is not { } value || demand.Accepts(value)), [], 0, branch)
                : [Whole(call, branch)];
        }

        var found = Deeper(() => rules.SelectMany(rule => Applied(rule, arguments, branch.Enter())).ToList());
        if (!Agree(found))
        {
            return [Whole(call, branch)];
        }

        found.RemoveAll(one => Ground.Of(one.Value) is { } value && !demand.Accepts(value));
        return Back(found, [], 0, branch);
    }

    private List<Solution> Applied(Rule rule, Term[] arguments, Branch start)
    {
        var pairs = rule.Head.Arguments!.Zip(arguments);
        return Each(pairs, start, Match) is { } entered ? Values(rule, entered) : [];
    }
}
