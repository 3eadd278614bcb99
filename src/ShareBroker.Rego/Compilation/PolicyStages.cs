using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>
/// The stages that modules go through, in the order of the reference implementation: which faults a policy with several kinds of them shows
/// depends on it. A stage that found faults is the last.
/// </summary>
internal sealed class PolicyStages
{
    private readonly List<Unit> _units;
    private readonly BuiltinTable _builtins;
    private readonly CompileOptions _options;
    private readonly List<RegoError> _errors = [];
    private readonly LocalNames _names;
    private readonly TypeNode _types = new();
    private RuleTree _tree = new();
    private FunctionTable _functions;
    private RuleGraph? _graph;

    public PolicyStages(IEnumerable<Module> modules, BuiltinTable builtins, CompileOptions options)
    {
        _units = [.. modules.OrderBy(static module => module.File, StringComparer.Ordinal).Select(static module => new Unit(module))];
        _builtins = builtins;
        _options = options;
        _functions = new FunctionTable(builtins, _tree);
        var taken = Vars.New();
        foreach (var rule in _units.SelectMany(static unit => unit.Rules))
        {
            LocalNames.Gather(rule, taken);
        }

        _names = new LocalNames("__local", taken);
    }

    // A module with its rules as far as they have come.
    private sealed class Unit(Module module)
    {
        public Module Module { get; } = module;

        public IReadOnlyList<Rule> Rules { get; set; } = module.Rules;
    }

    private IEnumerable<Rule> AllRules => _units.SelectMany(static unit => unit.Rules);

    private IEnumerable<Rule> AllBranches => AllRules.SelectMany(ModuleChecks.Branches);

    public CompileOutcome<CompiledPolicy> Run()
    {
        Action[] stages =
        [
            ResolveRefs, CheckOverrides, CheckImports, SetRuleTree, RewriteLocals, RewriteTemplates, CheckVoidCalls, RewritePrint,
            HoistCalls, SetGraph, EvaluateHeads, CheckWiths, CheckConflicts, CheckFunctions, CheckHeadSafety, OrderBodies,
            RewriteEquals, BindDynamicTerms, CheckRecursion, CheckTypes, CheckDeprecated,
        ];
        foreach (var stage in stages)
        {
            stage();
            if (_errors.Count > 0)
            {
                return new CompileOutcome<CompiledPolicy>(null, ErrorLimit.Apply(_errors, _options));
            }
        }

        return new CompileOutcome<CompiledPolicy>(Result(), []);
    }

    private CompiledPolicy Result()
    {
        PlaceRules();
        return new CompiledPolicy
        {
            Modules = [.. _units.Select(static unit => new CompiledModule(unit.Module, unit.Rules))],
            Rules = _tree,
            WrittenNames = _names.Written,
            Types = _types,
            Builtins = _builtins,
        };
    }

    private void Map(Func<Rule, Rule> rewrite)
    {
        foreach (var unit in _units)
        {
            unit.Rules = [.. unit.Rules.Select(rewrite)];
        }
    }

    private void ResolveRefs()
    {
        foreach (var group in _units.GroupBy(static unit => string.Join('\u0000', unit.Module.Package.Path)))
        {
            var names = group.SelectMany(static unit => unit.Module.Rules)
                .Select(static rule => ((Term.Var)rule.Head.Path[0]).Name)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var unit in group)
            {
                var resolver = new RefResolver(unit.Module.Package.Path, names, unit.Module.Imports, _errors);
                unit.Rules = [.. unit.Rules.Select(resolver.Rewrite)];
            }
        }
    }

    private void CheckOverrides()
    {
        Map(rule => HeadRefRewriter.Rewrite(rule, _names));
        foreach (var unit in _units.Where(static unit => unit.Module.IsStrict))
        {
            _errors.AddRange(ModuleChecks.RootOverrides(unit.Module, unit.Rules));
        }
    }

    private void CheckImports()
    {
        foreach (var unit in _units.Where(static unit => unit.Module.IsStrict))
        {
            _errors.AddRange(ModuleChecks.DuplicateImports(unit.Module));
        }
    }

    private void SetRuleTree()
    {
        foreach (var unit in _units)
        {
            unit.Rules = [.. unit.Rules.Select(rule => FullPath(rule, unit.Module.Package.Path))];
        }

        PlaceRules();
    }

    private static Rule FullPath(Rule rule, IReadOnlyList<string> package)
    {
        var place = rule.Head.Location;
        var prefix = package.Append(((Term.Var)rule.Head.Path[0]).Name).Select(part => RefResolver.Constant(place, part));
        return rule with
        {
            Head = rule.Head with { Path = [new Term.Var(place, "data"), .. prefix, .. rule.Head.Path.Skip(1)] },
            Else = rule.Else is null ? null : FullPath(rule.Else, package),
        };
    }

    private void PlaceRules()
    {
        _tree = new RuleTree();
        foreach (var unit in _units)
        {
            _tree.AddPackage(unit.Module.Package.Path);
            foreach (var rule in unit.Rules)
            {
                _tree.Add(rule);
            }
        }

        _functions = new FunctionTable(_builtins, _tree);
    }

    private void RewriteLocals() => Map(rule => new LocalVarRewriter(_names, _errors).Rewrite(rule));

    private void RewriteTemplates()
    {
        var rewriter = new TemplateRewriter(_names);
        Map(rewriter.Rewrite);
    }

    private void CheckVoidCalls() => _errors.AddRange(AllBranches.SelectMany(ModuleChecks.VoidCalls));

    private void RewritePrint()
    {
        var rewriter = new PrintRewriter(_options.KeepPrint ? _names : null);
        Map(rewriter.Rewrite);
    }

    private void HoistCalls()
    {
        var hoister = new CallHoister(_names, _functions.Arity);
        Map(hoister.Rewrite);
    }

    private void SetGraph()
    {
        PlaceRules();
        _graph = new RuleGraph([.. AllRules], _tree);
    }

    private void EvaluateHeads()
    {
        var heads = new HeadEvaluation(_names);
        Map(heads.Rewrite);
    }

    private void CheckWiths()
    {
        var withs = new WithTargets(_functions, _tree, _names, _errors);
        Map(withs.Rewrite);
    }

    private void CheckConflicts() => new RuleConflicts(_tree, [.. _units.Select(static unit => unit.Module)], _names, _errors).Check();

    private void CheckFunctions()
    {
        foreach (var branch in AllBranches)
        {
            _functions.Check(visit => TreeWalk.Exprs(branch, visit), _names.WrittenFor, _errors);
        }
    }

    private void CheckHeadSafety() => _errors.AddRange(AllBranches.SelectMany(branch => HeadSafety.Check(branch, _names)));

    // The stage that costs most looks at one body at a time, so modules go side by side.
    private void OrderBodies()
    {
        var ordered = _units.AsParallel().AsOrdered().Select(static unit =>
        {
            var faults = new List<UnsafeVars>();
            return (Rules: (Rule[])[.. unit.Rules.Select(rule => OrderBody(rule, faults))], Faults: faults);
        }).ToList();
        for (var i = 0; i < _units.Count; i++)
        {
            _units[i].Rules = ordered[i].Rules;
            _errors.AddRange(ordered[i].Faults.SelectMany(fault => fault.Errors(_names.WrittenFor)));
        }
    }

    private static Rule OrderBody(Rule rule, List<UnsafeVars> faults)
    {
        var globals = Vars.New();
        globals.UnionWith(Vars.Reserved);
        Vars.AddAll(globals, rule.Head.Arguments ?? [], VarScope.All);
        var (body, unsafeVars) = BodyOrdering.Order(rule.Body, globals);
        if (!unsafeVars.IsEmpty)
        {
            faults.Add(unsafeVars);
        }

        return rule with { Body = body, Else = rule.Else is null ? null : OrderBody(rule.Else, faults) };
    }

    private void RewriteEquals()
    {
        var rewriter = new EqualityRewriter();
        Map(rewriter.Rewrite);
    }

    private void BindDynamicTerms()
    {
        var rewriter = new DynamicTerms(_names);
        Map(rewriter.Rewrite);
    }

    private void CheckRecursion() => _errors.AddRange(_graph!.Recursion());

    private void CheckTypes()
    {
        var branches = AllBranches.ToArray();
        var checker = new TypeChecker(_builtins, _types, _names.WrittenFor);
        _errors.AddRange(_graph!.InOrder()
            .SelectMany(node => checker.Check(branches[node]))
            .OrderBy(static error => error.Location.File, StringComparer.Ordinal)
            .ThenBy(static error => error.Location.Row)
            .ThenBy(static error => error.Location.Column));
    }

    private void CheckDeprecated()
    {
        foreach (var unit in _units.Where(static unit => unit.Module.IsStrict))
        {
            _errors.AddRange(ModuleChecks.DeprecatedBuiltins(unit.Rules));
        }
    }
}
