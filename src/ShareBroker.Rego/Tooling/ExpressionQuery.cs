using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tracing;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>A query of which every expression's value is wanted, as the command lines of policy engines show it. Immutable.</summary>
public sealed class ExpressionQuery
{
    private readonly RegoPolicy _policy;
    private readonly CompiledQuery _query;
    private readonly Lazy<PreparedQuery> _planned;
    private readonly IReadOnlyList<(string? Capture, string Text, Location Location)> _expressions;

    private ExpressionQuery(RegoPolicy policy, string text, Body written)
    {
        _policy = policy;
        var capture = new ExpressionCapture(new FunctionTable(policy.Compiled.Builtins, policy.Compiled.Rules));
        var compiled = policy.CompileQuery(capture.Rewrite(written));
        var texts = written.Exprs.DistinctBy(static expr => expr.Location)
            .ToDictionary(static expr => expr.Location, expr => TextOf(text, expr));
        _query = compiled with { Bindings = [.. compiled.Bindings, .. capture.Captures.Values.Select(static name => (name, name))] };
        _planned = new(() => policy.Prepare(_query));
        _expressions =
        [
            .. compiled.Body.Exprs.Where(expr => !expr.Generated && texts.ContainsKey(expr.Location))
                .Select(expr => (capture.Captures.GetValueOrDefault(expr.Location), texts[expr.Location], expr.Location)),
        ];
    }

    /// <summary>Compiles a query against a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="query">A query in the Rego of the modules: expressions, parted by semicolons or lines.</param>
    /// <returns>A query for any number of evaluations.</returns>
    /// <exception cref="RegoCompileException">The query is wrong; places have no file.</exception>
    public static ExpressionQuery Prepare(RegoPolicy policy, string query) => Prepare(policy, query, package: null, []);

    /// <summary>Compiles a query as if it stood in a module.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="query">A query in the Rego of the modules: expressions, parted by semicolons or lines.</param>
    /// <param name="package">The module's package, such as <c>clinic.wards</c>; null for none.</param>
    /// <param name="imports">What it imports, such as <c>data.roles as r</c>.</param>
    /// <returns>A query for any number of evaluations.</returns>
    /// <exception cref="RegoCompileException">The query, the package or an import is wrong; places have no file.</exception>
    public static ExpressionQuery Prepare(RegoPolicy policy, string query, string? package, IReadOnlyList<string> imports)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(imports);
        var module = package is null && imports.Count == 0 ? null : Around(policy, package, imports);
        var parsed = Parser.ParseQuery(string.Empty, query, policy.Version, module?.Imports);
        var body = parsed.Result ?? throw new RegoCompileException([.. parsed.Errors.Select(fault => AtEnd(fault, query))]);
        return new ExpressionQuery(policy, query, module is null ? body : Within(policy, body, module));
    }

    /// <summary>A query for one document.</summary>
    internal static ExpressionQuery Prepare(RegoPolicy policy, Term.Ref document)
    {
        var body = new Body([new Expr(document.Location, new Statement.Claim(document))]);
        return new ExpressionQuery(policy, string.Empty, body);
    }

    /// <summary>Evaluates the query for one input.</summary>
    /// <param name="input">The input document; null when there is none.</param>
    /// <param name="budget">The most that the evaluation may cost.</param>
    /// <param name="environment">Clock, randomness and listeners.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>Every way in which the query holds; none when it is undefined.</returns>
    /// <exception cref="RegoEvaluationException">A conflict, a budget, or a builtin when strict.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public IReadOnlyList<ExpressionSolution> Evaluate(
        RegoValue? input, EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken) =>
        [.. _planned.Value.Evaluate(input, budget, environment, cancellationToken).Bindings.Select(SolutionOf)];

    /// <summary>Evaluates the query step by step, which takes many times longer, and tells what was wished for. The memory budget counts
    /// what is kept of the steps too.</summary>
    /// <param name="input">The input document; null when there is none.</param>
    /// <param name="wishes">What is to be learnt.</param>
    /// <param name="budget">The most that the evaluation may cost.</param>
    /// <param name="environment">Clock, randomness and listeners; its coverage listener is not asked.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>Result or fault, with what was learnt until then.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public TracedEvaluation Trace(
        RegoValue? input, TraceWishes wishes, EvaluationBudget budget, EvaluationEnvironment environment,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(environment);
        cancellationToken.ThrowIfCancellationRequested();
        var meter = PreparedQuery.MeterOf(budget, environment, cancellationToken);
        var steps = new StepRecorder(meter, wishes.Variables);
        var coverage = new CoverageTracer();
        var profile = new ProfileTracer(environment.Time);
        ITracer[] tracers =
        [
            .. wishes.Detail == TraceDetail.Off ? [] : (ITracer[])[steps],
            .. wishes.Coverage ? (ITracer[])[coverage] : [],
            .. wishes.Profile ? (ITracer[])[profile] : [],
        ];
        var (solutions, fault) = Run(input, meter, environment, tracers);
        return new TracedEvaluation(new TraceWriter(Written), Shown(steps.Steps, wishes.Detail), wishes.Variables)
        {
            Solutions = solutions,
            Fault = fault,
            Coverage = wishes.Coverage ? CoverageReport.Of(Modules, coverage.Rows) : null,
            Profile = wishes.Profile ? [.. profile.Lines.Select(ProfileOf)] : null,
        };
    }

    // The end of a query is at its last letter, as OPA has it.
    private static RegoError AtEnd(RegoError fault, string query) =>
        fault.Location is { Column: > 1 } place && place.Offset >= query.Length && query.Length > 0
            ? fault with { Location = place with { Column = place.Column - 1 } }
            : fault;

    private static Module Around(RegoPolicy policy, string? package, IReadOnlyList<string> imports)
    {
        var text = $"package {package ?? "__query__"}\n{string.Concat(imports.Select(static import => $"import {import}\n"))}";
        var parsed = Parser.ParseModule(string.Empty, text, policy.Version);
        return parsed.Result ?? throw new RegoCompileException(parsed.Errors);
    }

    private static Body Within(RegoPolicy policy, Body body, Module module)
    {
        var path = module.Package.Path.Select(static part => RefResolver.Constant(Location.None, part)).ToList<Term>();
        var names = policy.Compiled.Rules.Find(path)?.Children.Where(static child => !child.Value.IsPackage)
            .Select(static child => child.Key).OfType<RegoString>().Select(static name => name.Value);
        var errors = new List<RegoError>();
        var resolved = new RefResolver(module.Package.Path, names ?? [], module.Imports, errors).RewriteQuery(body);
        return errors.Count == 0 ? resolved : throw new RegoCompileException(errors);
    }

    internal IEnumerable<Module> Modules => _policy.Compiled.Modules.Select(static module => module.Source);

    /// <summary>Evaluates with these listeners.</summary>
    internal (IReadOnlyList<ExpressionSolution> Solutions, RegoEvaluationException? Fault) Run(
        RegoValue? input, EvaluationMeter meter, EvaluationEnvironment environment, IReadOnlyList<ITracer> tracers)
    {
        var builtins = new BuiltinContext(meter, PreparedQuery.Nanoseconds(environment.Time), environment.FillRandom)
        {
            IsOlderLanguage = _policy.ModulesAreV0,
        };
        var run = new TracedRun(_policy.Compiled, _policy.Functions, meter, builtins, environment, tracers);
        try
        {
            return ([.. run.Evaluate(_query.Body, _policy.Data, input).Select(Named).Select(SolutionOf)], null);
        }
        catch (RegoEvaluationException fault)
        {
            return ([], fault);
        }
        catch (BudgetExceededException exceeded)
        {
            return ([], new RegoEvaluationException(new RegoError(exceeded.Code, exceeded.Message, Location.None)));
        }
    }

    /// <summary>What was written for a variable.</summary>
    internal string Written(string variable) =>
        _query.WrittenNames.TryGetValue(variable, out var inQuery) ? inQuery
        : _policy.Compiled.WrittenNames.GetValueOrDefault(variable, variable);

    internal static IReadOnlyList<TraceEvent> Shown(IReadOnlyList<TraceEvent> steps, TraceDetail detail) => detail switch
    {
        TraceDetail.Notes => StepFilter.Only(steps, static step => step.Op == TraceOp.Note),
        TraceDetail.Fails => StepFilter.Only(steps, static step => step.Op == TraceOp.Fail),
        TraceDetail.NotesAndFails => StepFilter.Only(steps, static step => step.Op is TraceOp.Note or TraceOp.Fail),
        TraceDetail.Full => StepFilter.Full(steps),
        TraceDetail.Debug => [.. steps.Where(static step => step.Op != TraceOp.TestCase)],
        _ => [],
    };

    private static ProfiledLine ProfileOf(ProfileTracer.Line line) =>
        new(line.Location, line.Time, line.Evals, line.Redos, line.Places.Count);

    private static string TextOf(string query, Expr expr) =>
        expr.End > expr.Location.Offset && expr.End <= query.Length ? query[expr.Location.Offset..expr.End] : expr.ToString();

    private Dictionary<string, RegoValue> Named(IReadOnlyDictionary<string, RegoValue> values)
    {
        var named = new Dictionary<string, RegoValue>(StringComparer.Ordinal);
        foreach (var (written, variable) in _query.Bindings)
        {
            if (values.TryGetValue(variable, out var value))
            {
                named[written] = value;
            }
        }

        return named;
    }

    private ExpressionSolution SolutionOf(IReadOnlyDictionary<string, RegoValue> values) => new(
        [
            .. _expressions.Select(expression => new ExpressionValue(
                expression.Capture is { } name && values.TryGetValue(name, out var value) ? value : RegoBoolean.True,
                expression.Text,
                expression.Location)),
        ],
        values.Where(static pair => !pair.Key.StartsWith(TraceWriter.Capture, StringComparison.Ordinal))
            .ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal));
}
