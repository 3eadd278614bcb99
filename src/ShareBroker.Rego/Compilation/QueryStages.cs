using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Compilation.Safety;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>The stages that a query goes through, in order; those of modules that make sense for a body without a head.</summary>
internal sealed class QueryStages
{
    private readonly CompiledPolicy _policy;
    private readonly Body _written;
    private readonly CompileOptions _options;
    private readonly LocalNames _names;
    private readonly FunctionTable _functions;
    private readonly List<RegoError> _errors = [];
    private Body _query;

    public QueryStages(CompiledPolicy policy, Body query, CompileOptions options)
    {
        _policy = policy;
        _written = query;
        _query = query;
        _options = options;
        var taken = Vars.New();
        LocalNames.Gather(query, taken);
        _names = new LocalNames("__localq", taken);
        _functions = new FunctionTable(policy.Builtins, policy.Rules);
    }

    public CompileOutcome<CompiledQuery> Run()
    {
        Action[] stages =
        [
            () => _query = new RefResolver([], [], [], _errors).RewriteQuery(_query),
            () => _query = new LocalVarRewriter(_names, _errors).Rewrite(_query),
            () => _query = new TemplateRewriter(_names).Rewrite(_query),
            () => _errors.AddRange(ModuleChecks.VoidCalls(_query)),
            () => _query = new PrintRewriter(_options.KeepPrint ? _names : null).Rewrite(_query),
            () => _query = new CallHoister(_names, _functions.Arity).Rewrite(_query),
            () => _query = new HeadEvaluation(_names).Rewrite(_query),
            () => _query = new WithTargets(_functions, _policy.Rules, _names, _errors).Rewrite(_query),
            () => _functions.Check(visit => TreeWalk.Exprs(_query, visit), _names.WrittenFor, _errors),
            OrderBody,
            BindDynamicTerms,
        ];
        foreach (var stage in stages)
        {
            stage();
            if (_errors.Count > 0)
            {
                return new CompileOutcome<CompiledQuery>(null, ErrorLimit.Apply(_errors, _options));
            }
        }

        return new CompileOutcome<CompiledQuery>(
            new CompiledQuery(_query, Bindings(), _written.Exprs) { WrittenNames = _names.Written }, []);
    }

    private void OrderBody()
    {
        var (body, unsafeVars) = BodyOrdering.Order(_query, Vars.Reserved);
        _query = body;
        if (!unsafeVars.IsEmpty)
        {
            _errors.AddRange(unsafeVars.Errors(_names.WrittenFor));
        }
    }

    // Types are checked before comparisons unify: comparing a text with a number is no fault, unifying them is one.
    private void BindDynamicTerms()
    {
        var ordered = _query;
        _query = new DynamicTerms(_names).Rewrite(ordered);
        _errors.AddRange(new TypeChecker(_policy.Builtins, _policy.Types, _names.WrittenFor, _policy.Input).Check(_query));
        if (_errors.Count == 0)
        {
            _errors.AddRange(ModuleChecks.ForbiddenCalls(visit => TreeWalk.Exprs(_query, visit), _options.UnsafeBuiltins, "unsafe"));
        }

        if (_options.ComparisonsUnify)
        {
            _query = new DynamicTerms(_names).Rewrite(new EqualityRewriter().Rewrite(ordered));
        }
    }

    private List<(string Written, string Variable)> Bindings()
    {
        var bindings = new List<(string, string)>();
        foreach (var name in Vars.Of(_query, VarScope.Safety).Where(static name => !Vars.Reserved.Contains(name)))
        {
            var written = _names.WrittenFor(name);
            if (!written.StartsWith('$') && !written.StartsWith("__local", StringComparison.Ordinal))
            {
                bindings.Add((written, name));
            }
        }

        return bindings;
    }
}
