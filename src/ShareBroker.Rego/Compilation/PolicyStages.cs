using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Safety;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>
/// The stages that modules go through, in the order of the reference implementation: which faults a policy with several kinds of them shows
/// depends on it. A stage that found faults is the last.
/// </summary>
internal sealed class PolicyStages
{
    // Fewer modules than this are not worth asking other threads.
    private const int SideBySideMin = 4;

    // Rules of one module that go through the stages together.
    private const int PartMax = 256;

    private readonly Unit[] _units;
    private readonly BuiltinTable _builtins;
    private readonly CompileOptions _options;
    private readonly LocalNames _names;
    private readonly TypeNode _types = new();
    private RuleTree _tree = new();
    private FunctionTable _functions;
    private RuleGraph? _graph;
    private readonly AnnotationSet _annotations = new();
    private List<RegoError> _errors = [];

    // What the host says of the type of input; null when it says nothing.
    private RegoType? Input { get; set; }

    public PolicyStages(IEnumerable<Module> modules, BuiltinTable builtins, CompileOptions options)
    {
        var ordered = modules.OrderBy(static module => module.File, StringComparer.Ordinal).ToArray();
        _builtins = builtins;
        _options = options;
        _functions = new FunctionTable(builtins, _tree);
        var taken = Vars.New();
        foreach (var rule in ordered.SelectMany(static module => module.Rules))
        {
            LocalNames.Gather(rule, taken);
        }

        _names = new LocalNames("__local", taken);
        _units = [.. ordered.SelectMany(Parts)
            .Select((part, index) => new Unit(part.Module, part.Rules, part.IsFirst, _names.Part(index)))];
    }

    // A module, or a part of a large one, with its rules as far as they have come.
    private sealed class Unit(Module module, IReadOnlyList<Rule> rules, bool isFirst, LocalNames names)
    {
        public Module Module { get; } = module;

        /// <summary>Whether this is the part that stands for the module as a whole.</summary>
        public bool IsFirst { get; } = isFirst;

        public LocalNames Names { get; } = names;

        /// <summary>The rules as they were read.</summary>
        public IReadOnlyList<Rule> Written { get; } = rules;

        public IReadOnlyList<Rule> Rules { get; set; } = rules;

        /// <summary>The names that the module's package defines, in whatever module.</summary>
        public IReadOnlySet<string> PackageNames { get; set; } = Vars.New();

        public List<RegoError> Errors { get; } = [];

        public int FaultyStage { get; set; } = int.MaxValue;

        public IEnumerable<Rule> Branches => Rules.SelectMany(static rule => rule.Branches());

        public void Map(Func<Rule, Rule> rewrite) => Rules = [.. Rules.Select(rewrite)];
    }

    private IEnumerable<Rule> AllRules => _units.SelectMany(static unit => unit.Rules);

    private IEnumerable<Rule> AllBranches => AllRules.SelectMany(static rule => rule.Branches());

    // Rules of one module hardly look at one another, so a large one is compiled as if it were several.
    private IEnumerable<(Module Module, IReadOnlyList<Rule> Rules, bool IsFirst)> Parts(Module module)
    {
        if (module.Rules.Count <= 2 * PartMax || _options.IsStrict || module.Annotations.Count > 0)
        {
            return [(module, module.Rules, true)];
        }

        return module.Rules.Chunk(PartMax).Select((part, index) => (module, (IReadOnlyList<Rule>)part, index == 0));
    }

    // Stages that look at one module alone follow one another module by module: what is made in between dies young, and modules go side
    // by side. Those that need to see all modules stand between.
    public CompileOutcome<CompiledPolicy> Run()
    {
        Func<bool>[] groups =
        [
            () => EachUnit(CheckBareCalls, ResolveRefs, CheckOverrides, CheckImports, CompletePaths, RewriteLocals, MarkTestCases,
                RewriteTemplates, CheckVoidCalls, RewritePrint),
            () => Together(PlaceRules),
            () => EachUnit(HoistCalls),
            () => Together(GatherAnnotations),
            () => EachUnit(RewriteMetadata),
            () => Together(SetGraph),
            () => EachUnit(EvaluateHeads, CheckWiths),
            () => Together(CheckConflicts),
            () => EachUnit(CheckFunctions, CheckHeadSafety, OrderBodies, RewriteEquals, NameTestValues,
                BindDynamicTerms),
            () => Together(CheckRecursion),
            () => Together(CheckTypes),
            () => EachUnit(CheckUnsafe, CheckDeprecated),
        ];
        NamePackages();
        return Array.TrueForAll(groups, static group => group())
            ? new CompileOutcome<CompiledPolicy>(Result(), [])
            : new CompileOutcome<CompiledPolicy>(null, ErrorLimit.Apply(_errors, _options));
    }

    private bool Together(Action stage)
    {
        stage();
        return _errors.Count == 0;
    }

    // The faults that count are those of the earliest stage that found any, in the order of the modules.
    private bool EachUnit(params Action<Unit>[] stages)
    {
        if (_units.Length < SideBySideMin)
        {
            Array.ForEach(_units, unit => Through(unit, stages));
        }
        else
        {
            _units.AsParallel().ForAll(unit => Through(unit, stages));
        }

        var faulty = _units.Select(static unit => unit.FaultyStage).DefaultIfEmpty(int.MaxValue).Min();
        _errors = faulty == int.MaxValue
            ? []
            : [.. _units.Where(unit => unit.FaultyStage == faulty).SelectMany(static unit => unit.Errors)];
        return _errors.Count == 0;
    }

    private static void Through(Unit unit, Action<Unit>[] stages)
    {
        for (var i = 0; i < stages.Length && unit.Errors.Count == 0; i++)
        {
            stages[i](unit);
            unit.FaultyStage = unit.Errors.Count > 0 ? i : int.MaxValue;
        }
    }

    private CompiledPolicy Result()
    {
        PlaceRules();
        return new CompiledPolicy
        {
            Modules = [.. _units.GroupBy(static unit => unit.Module, ReferenceEqualityComparer.Instance).Select(static parts =>
                new CompiledModule((Module)parts.Key!, [.. parts.SelectMany(static part => part.Rules)]))],
            Rules = _tree,
            WrittenNames = _names.Written,
            Types = _types,
            Input = Input,
            Builtins = _builtins,
        };
    }

    private void NamePackages()
    {
        foreach (var group in _units.GroupBy(static unit => string.Join('\u0000', unit.Module.Package.Path)))
        {
            var names = group.SelectMany(static unit => unit.Written)
                .Select(static rule => ((Term.Var)rule.Head.Path[0]).Name)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var unit in group)
            {
                unit.PackageNames = names;
            }
        }
    }

    private void ResolveRefs(Unit unit)
    {
        var resolver = new RefResolver(unit.Module.Package.Path, unit.PackageNames, unit.Module.Imports, unit.Errors);
        unit.Map(resolver.Rewrite);
        if (_options.IsStrict)
        {
            unit.Errors.AddRange(ModuleChecks.UnusedImports(unit.Module, resolver));
        }
    }

    private bool IsStrict(Unit unit) => unit.Module.IsStrict || _options.IsStrict;

    private void CheckOverrides(Unit unit)
    {
        unit.Map(rule => HeadRefRewriter.Rewrite(rule, unit.Names));
        if (IsStrict(unit))
        {
            unit.Errors.AddRange(ModuleChecks.RootOverrides(unit.Rules));
        }
    }

    private void CheckBareCalls(Unit unit) => unit.Errors.AddRange(ModuleChecks.BareCalls(unit.Written, _builtins));

    private void CheckImports(Unit unit)
    {
        if (unit.IsFirst && IsStrict(unit))
        {
            unit.Errors.AddRange(ModuleChecks.DuplicateImports(unit.Module));
        }
    }

    private static void CompletePaths(Unit unit) => unit.Map(rule => FullPath(rule, unit.Module.Package.Path));

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

    private void RewriteLocals(Unit unit) =>
        unit.Map(rule => new LocalVarRewriter(unit.Names, unit.Errors, _options.IsStrict).Rewrite(rule));

    private void MarkTestCases(Unit unit)
    {
        if (_options.MarksTestCases)
        {
            unit.Map(TestCaseMarks.Rewrite);
        }
    }

    private static void RewriteTemplates(Unit unit) => unit.Map(new TemplateRewriter(unit.Names).Rewrite);

    private static void CheckVoidCalls(Unit unit) => unit.Errors.AddRange(unit.Branches.SelectMany(ModuleChecks.VoidCalls));

    private void RewritePrint(Unit unit) => unit.Map(new PrintRewriter(_options.KeepPrint ? unit.Names : null).Rewrite);

    private void HoistCalls(Unit unit) => unit.Map(new CallHoister(unit.Names, _functions.Arity).Rewrite);

    private void GatherAnnotations()
    {
        foreach (var unit in _units.Where(static unit => unit.Module.Annotations.Count > 0))
        {
            _annotations.Add(unit.Module, unit.Rules, _errors);
        }
    }

    private void RewriteMetadata(Unit unit)
    {
        var rewriter = new MetadataRewriter(_annotations, unit.Module.Package.Path);
        unit.Rules = [.. unit.Rules.Zip(unit.Written, rewriter.Rewrite)];
    }

    private void SetGraph()
    {
        PlaceRules();
        _graph = new RuleGraph([.. AllRules], _tree);
    }

    private static void EvaluateHeads(Unit unit) => unit.Map(new HeadEvaluation(unit.Names).Rewrite);

    private void CheckWiths(Unit unit) => unit.Map(new WithTargets(_functions, _tree, unit.Names, unit.Errors).Rewrite);

    private void CheckConflicts()
    {
        var modules = _units.Where(static unit => unit.IsFirst).Select(static unit => unit.Module);
        new RuleConflicts(_tree, [.. modules], _names, _errors).Check();
    }

    private void CheckFunctions(Unit unit)
    {
        foreach (var branch in unit.Branches)
        {
            _functions.Check(visit => TreeWalk.Exprs(branch, visit), _names.WrittenFor, unit.Errors);
        }
    }

    private void CheckHeadSafety(Unit unit) =>
        unit.Errors.AddRange(unit.Branches.SelectMany(branch => HeadSafety.Check(branch, _names)));

    private void OrderBodies(Unit unit)
    {
        var faults = new List<UnsafeVars>();
        unit.Map(rule => OrderBody(rule, faults));
        unit.Errors.AddRange(faults.SelectMany(fault => fault.Errors(_names.WrittenFor)));
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

    private static void RewriteEquals(Unit unit) => unit.Map(new EqualityRewriter().Rewrite);

    private void NameTestValues(Unit unit)
    {
        if (_options.NamesTestValues)
        {
            unit.Map(new TestValueNames(unit.Names).Rewrite);
        }
    }

    private static void BindDynamicTerms(Unit unit) => unit.Map(new DynamicTerms(unit.Names).Rewrite);

    private void CheckRecursion() => _errors.AddRange(_graph!.Recursion(_options.ErrorsMax));

    private void CheckTypes()
    {
        var branches = AllBranches.ToArray();
        var schemas = _options.Schemas is { } given ? new SchemaTypes(given, _annotations) : null;
        Input = schemas?.Input(_errors);
        var checker = new TypeChecker(_builtins, _types, _names.WrittenFor, Input);
        var homes = schemas is null || _annotations.IsEmpty ? null : Homes();
        _errors.AddRange(_graph!.InOrder()
            .SelectMany(node => checker.Check(branches[node], errors => homes?.TryGetValue(branches[node], out var home) == true
                ? schemas!.For(home.Package, home.Written, branches[node], Input, errors)
                : null))
            .OrderBy(static error => error.Location.File, StringComparer.Ordinal)
            .ThenBy(static error => error.Location.Row)
            .ThenBy(static error => error.Location.Column));
    }

    // What each branch was read as, and where.
    private Dictionary<Rule, (IReadOnlyList<string> Package, Rule Written)> Homes()
    {
        var homes = new Dictionary<Rule, (IReadOnlyList<string>, Rule)>(ReferenceEqualityComparer.Instance);
        foreach (var unit in _units)
        {
            foreach (var (rule, written) in unit.Branches.Zip(unit.Written.SelectMany(static one => one.Branches())))
            {
                homes[rule] = (unit.Module.Package.Path, written);
            }
        }

        return homes;
    }

    private void CheckUnsafe(Unit unit)
    {
        if (_options.UnsafeBuiltins.Count > 0)
        {
            unit.Errors.AddRange(unit.Branches.SelectMany(branch =>
                ModuleChecks.ForbiddenCalls(visit => TreeWalk.Exprs(branch, visit), _options.UnsafeBuiltins, "unsafe")));
        }
    }

    private void CheckDeprecated(Unit unit)
    {
        if (IsStrict(unit))
        {
            unit.Errors.AddRange(ModuleChecks.DeprecatedBuiltins(unit.Rules));
        }
    }
}
