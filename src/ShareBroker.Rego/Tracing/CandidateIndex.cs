using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>
/// Tells which rules of a document or function are worth trying, by the equalities that they begin with, as the language's reference
/// implementation does: a rule that its index passes over is neither entered in a trace nor covered by a test.
/// </summary>
internal sealed class CandidateIndex
{
    private readonly List<List<(Rule Rule, IReadOnlyList<IndexEntry> Entries)>> _chains = [];

    private CandidateIndex(RuleTree tree, IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        foreach (var rule in rules)
        {
            if (rule.IsDefault)
            {
                Default = rule;
                continue;
            }

            var chain = new List<(Rule, IReadOnlyList<IndexEntry>)>();
            for (var link = rule; link is not null; link = link.Else)
            {
                chain.Add((link, new IndexReader(tree, link).Read()));
            }

            _chains.Add(chain);
        }
    }

    public IReadOnlyList<Rule> Rules { get; }

    public Rule? Default { get; }

    public bool IsSet => Rules[0].Head.Kind == RuleKind.MultiValue;

    public bool IsFunction => Rules[0].Head.IsFunction;

    public bool HasOnlyConstantPaths => Rules.Where(static rule => !rule.IsDefault).All(static rule => IsConstant(rule.Head));

    /// <summary>The index of the rules at a node; those below it too when a path goes on with variables.</summary>
    public static CandidateIndex Of(RuleTree tree, RuleTreeNode node)
    {
        IEnumerable<Rule> rules = node.Rules;
        if (node.Rules.Exists(static rule => !IsConstant(rule.Head)))
        {
            rules = node.Descend().SelectMany(static below => below.Rules);
        }

        return new CandidateIndex(tree, [.. rules]);
    }

    public IndexMatch Find(TraceScope scope, IReadOnlyList<RegoValue?> arguments)
    {
        var chains = new List<IReadOnlyList<Rule>>();
        var passed = new List<PassedRule>();
        foreach (var chain in _chains)
        {
            var links = new List<Rule>();
            foreach (var (rule, entries) in chain)
            {
                if (FirstUnmet(rule, entries, scope, arguments) is { } unmet)
                {
                    passed.Add(unmet);
                }
                else
                {
                    links.Add(rule);
                }
            }

            if (links.Count > 0)
            {
                chains.Add(links);
            }
        }

        return new IndexMatch(chains, OneValue(chains.SelectMany(static links => links)), passed);
    }

    private static PassedRule? FirstUnmet(
        Rule rule, IReadOnlyList<IndexEntry> entries, TraceScope scope, IReadOnlyList<RegoValue?> arguments)
    {
        foreach (var entry in entries)
        {
            var found = Resolve(entry, scope, arguments);
            if (!entry.Admits(found))
            {
                return new PassedRule(rule, entry, found);
            }
        }

        return null;
    }

    private static bool IsConstant(Head head) => head.Path.Skip(1).All(static part => part is Term.Constant);

    private static RegoValue? Resolve(IndexEntry entry, TraceScope scope, IReadOnlyList<RegoValue?> arguments)
    {
        if (entry.Argument >= 0)
        {
            return entry.Argument < arguments.Count ? arguments[entry.Argument] : null;
        }

        if (!entry.IsInput)
        {
            return scope.BaseAt(entry.Path);
        }

        var found = scope.Input;
        foreach (var key in entry.Path)
        {
            found = Evaluation.Documents.Get(found, key);
        }

        return found;
    }

    private static bool OneValue(IEnumerable<Rule> rules)
    {
        RegoValue? common = null;
        foreach (var rule in rules)
        {
            if (!IsConstant(rule.Head) || rule.Head.Value is null || new Bindings().Ground(rule.Head.Value) is not { } value
                || (common is not null && !common.Equals(value)))
            {
                return false;
            }

            common = value;
        }

        return true;
    }
}
