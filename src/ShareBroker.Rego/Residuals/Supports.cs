using System.Globalization;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>
/// Gathers support rules below <c>data.partial</c>: a rule <c>data.a.p</c> is kept as <c>data.partial.a.p</c>.
/// </summary>
internal sealed class Supports(CompiledPolicy policy, FreshVars fresh)
{
    private const string Root = "partial";

    private readonly Dictionary<RuleTreeNode, Term.Ref> _kept = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, (string[] Package, Dictionary<string, Rule> Rules)> _modules = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<Rule, IReadOnlyList<string>>> _packages = new(() => PackagesOf(policy));
    private readonly HashSet<RuleTreeNode> _filled = new(ReferenceEqualityComparer.Instance);
    private int _negated;

    public IReadOnlyList<SupportModule> Modules =>
        [.. _modules.Values.Where(static module => module.Rules.Count > 0)
            .Select(static module => new SupportModule(module.Package, [.. module.Rules.Values]))];

    /// <summary>Whether the rules of a node can stand in one module, and nothing of the policy is called as that would be.</summary>
    public bool CanHold(RuleTreeNode node)
    {
        var packages = _packages.Value;
        var first = packages[node.Rules[0]];
        return policy.Rules.Root.Child(RegoString.Of(Root)) is null
            && node.Rules.TrueForAll(rule => packages[rule].SequenceEqual(first, StringComparer.Ordinal));
    }

    /// <summary>Whether the node's rules are still to be added.</summary>
    public bool Begin(RuleTreeNode node)
    {
        if (_kept.ContainsKey(node))
        {
            return false;
        }

        var head = node.Rules[0].Head;
        var constant = head.Path.Skip(1).TakeWhile(static part => part is Term.Constant);
        _kept[node] = new Term.Ref(
            Location.None, new Term.Var(Location.None, "data"), [RefResolver.Constant(Location.None, Root), .. constant]);
        return true;
    }

    /// <summary>A head whose complete path is that of the support rule.</summary>
    public static Head Complete(Head head) => head with
    {
        Path = [head.Path[0], RefResolver.Constant(Location.None, Root), .. head.Path.Skip(1)],
    };

    /// <summary>Ends the node's rules. A set or an object without members is still there.</summary>
    public void End(RuleTreeNode node)
    {
        var first = node.Rules[0];
        var isSet = first.Head.Kind == RuleKind.MultiValue;
        var at = _kept[node].Operands.Count;
        if (_filled.Contains(node) || (!isSet && first.Head.Path.Count == at))
        {
            return;
        }

        var empty = Ground.Known(isSet ? RegoSet.Empty : RegoObject.Empty);
        Add(node, new Rule(Location.None, first.Head with { Path = [.. first.Head.Path.Take(at)], Key = null, Value = empty },
            new Body([])));
    }

    public Term.Ref ReferenceTo(RuleTreeNode node) => _kept[node];

    /// <summary>Adds a definition of a node that has begun. Its path is complete, as it is in compiled rules.</summary>
    public void Add(RuleTreeNode node, Rule rule)
    {
        _filled.Add(node);
        var package = _packages.Value[node.Rules[0]];
        var name = rule.Head.Path[package.Count + 1];
        var path = rule.Head.Path.Skip(package.Count + 2)
            .Prepend(new Term.Var(Location.None, ((RegoString)((Term.Constant)name).Value).Value));
        Put([Root, .. package], rule with { Head = rule.Head with { Path = [.. path] }, Else = null });
    }

    /// <summary>Adds a rule that holds when one of the bodies does, for a <c>not</c> or an alternative that cannot be said
    /// otherwise.</summary>
    /// <param name="bodies">What must hold.</param>
    /// <param name="arguments">The variables that the bodies share with where the rule is asked.</param>
    /// <param name="purpose">The beginning of its name.</param>
    /// <returns>The reference or call that asks the rule.</returns>
    public Term AddAny(IReadOnlyList<IReadOnlyList<Expr>> bodies, Term.Var[] arguments, string purpose)
    {
        var root = Root;
        while (policy.Rules.Root.Child(RegoString.Of(root)) is not null)
        {
            root += "_";
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"__{purpose}{_negated++}__");
        var head = new Head(Location.None, [new Term.Var(Location.None, name)])
        {
            Value = Ground.Known(RegoBoolean.True),
            Arguments = arguments.Length == 0 ? null : arguments,
        };
        foreach (var body in bodies)
        {
            Put([root], new Rule(Location.None, head, new Body(body)));
        }

        var reference = new Term.Ref(
            Location.None,
            new Term.Var(Location.None, "data"),
            [RefResolver.Constant(Location.None, root), RefResolver.Constant(Location.None, name)]);
        return arguments.Length == 0 ? reference : new Term.Call(Location.None, reference, arguments);
    }

    private void Put(string[] package, Rule rule)
    {
        rule = CanonicalNames.Of(rule, fresh);
        ModuleOf(package).TryAdd(ResidualText.Of(rule), rule);
    }

    private Dictionary<string, Rule> ModuleOf(string[] package)
    {
        var key = string.Join('\u0000', package);
        if (!_modules.TryGetValue(key, out var module))
        {
            _modules[key] = module = (package, new Dictionary<string, Rule>(StringComparer.Ordinal));
        }

        return module.Rules;
    }

    private static Dictionary<Rule, IReadOnlyList<string>> PackagesOf(CompiledPolicy policy)
    {
        var packages = new Dictionary<Rule, IReadOnlyList<string>>(ReferenceEqualityComparer.Instance);
        foreach (var module in policy.Modules)
        {
            foreach (var rule in module.Rules)
            {
                packages[rule] = module.Source.Package.Path;
            }
        }

        return packages;
    }
}
