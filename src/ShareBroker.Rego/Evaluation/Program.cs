using System.Collections.Concurrent;
using System.Collections.Frozen;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Compiled rules over one version of the base data. Rules are planned when first needed; the plans are shared by all threads.
/// </summary>
internal sealed class Program
{
    private readonly ConcurrentDictionary<string, BuiltinCallee> _builtins = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Builtin> _offered;

    public Program(
        IEnumerable<IReadOnlyList<string>> packages,
        IEnumerable<Rule> rules,
        FrozenDictionary<string, Builtin> builtins,
        RegoValue data,
        bool coverage)
    {
        _offered = builtins;
        Data = data;
        Coverage = coverage;
        foreach (var package in packages)
        {
            Find(package.Select(RegoString.Of));
        }

        var here = new Dictionary<DocumentNode, List<Rule>>();
        foreach (var rule in rules)
        {
            var path = rule.Head.Path.Skip(1).TakeWhile(static part => part is Term.Constant);
            var node = Find(path.Select(static part => ((Term.Constant)part).Value));
            here.TryAdd(node, []);
            here[node].Add(rule);
        }

        Settle(Root, here);
        Executions = new ExecutionPool(this);
    }

    /// <summary>Executions for reuse.</summary>
    public ExecutionPool Executions { get; }

    /// <summary>The document <c>data</c>.</summary>
    public DocumentNode Root { get; } = new([]);

    /// <summary>The base document.</summary>
    public RegoValue Data { get; }

    /// <summary>Whether plans report the rows they reach.</summary>
    public bool Coverage { get; }

    /// <summary>How many sets of rules there are.</summary>
    public int MemoCount { get; private set; }

    /// <summary>The function that a term names, or null.</summary>
    public Callee? FindCallee(Term function)
    {
        if (function is Term.Ref { Head: Term.Var { Name: "data" } } reference)
        {
            var node = Root;
            foreach (var part in reference.Operands)
            {
                node = part is Term.Constant key ? node?.Child(key.Value) : null;
            }

            return (node?.Rules as FunctionRules)?.Callee;
        }

        return function is Term.Var or Term.Ref ? FindBuiltin(TermPrinter.Of(function)) : null;
    }

    /// <summary>The builtin of that name, or null.</summary>
    public BuiltinCallee? FindBuiltin(string name) =>
        _offered.TryGetValue(name, out var builtin) ? _builtins.GetOrAdd(name, new BuiltinCallee(builtin)) : null;

    private static IEnumerable<PartialSource> Own(DocumentNode node, List<Rule> rules) =>
        rules.Where(static rule => !rule.IsDefault)
            .Select(rule => new PartialSource([.. rule.Head.Path.Skip(node.Path.Length + 1)], rule, null));

    // A reference with variables reaches rules below it too: p[x] meets p.q.
    private static IEnumerable<PartialSource> Below(DocumentNode top, DocumentNode node, Dictionary<DocumentNode, List<Rule>> here)
    {
        foreach (var child in node.Children.Values)
        {
            if (child.Rules is CompleteRules complete)
            {
                var suffix = child.Path.Skip(top.Path.Length).Select(static key => new Term.Constant(Text.Location.None, key));
                yield return new PartialSource([.. suffix], null, complete);
            }
            else if (child.Rules is PartialRules)
            {
                foreach (var rule in here[child])
                {
                    yield return new PartialSource([.. rule.Head.Path.Skip(top.Path.Length + 1)], rule, null);
                }
            }

            foreach (var source in Below(top, child, here))
            {
                yield return source;
            }
        }
    }

    private DocumentNode Find(IEnumerable<RegoValue> path)
    {
        var node = Root;
        foreach (var key in path)
        {
            node = node.Grow(key);
        }

        return node;
    }

    private void Settle(DocumentNode node, Dictionary<DocumentNode, List<Rule>> here)
    {
        foreach (var child in node.Children.Values)
        {
            Settle(child, here);
        }

        if (!here.TryGetValue(node, out var rules))
        {
            return;
        }

        var index = MemoCount++;
        var general = rules.Exists(rule => rule.Head.Path.Count > node.Path.Length + 1);
        if (rules.Exists(static rule => rule.Head.IsFunction))
        {
            node.Rules = new FunctionRules(this, node.Path, index, rules);
        }
        else if (general || rules.Exists(static rule => rule.Head.Kind == RuleKind.MultiValue))
        {
            var sources = Own(node, rules);
            node.Rules = new PartialRules(this, node.Path, index, [.. general ? sources.Concat(Below(node, node, here)) : sources]);
        }
        else
        {
            node.Rules = new CompleteRules(this, node.Path, index, rules);
        }
    }
}
