using System.Text;
using ShareBroker.Rego.Builtins.Patterns;
using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tracing;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>
/// The rules named <c>test_…</c> of a policy. A test passes when its value is true; a table (<c>test_sum[name] if …</c>) when each of
/// its cases is; <c>todo_test_…</c> is skipped. Agrees with <c>opa test</c>.
/// </summary>
public sealed class TestSuite
{
    /// <summary>The code of a pattern that is no regular expression.</summary>
    public const string PatternFault = "rego_test_pattern";

    private const string SkippedPrefix = "todo_test_";

    private readonly RegoPolicy _policy;
    private readonly Lazy<RegoPolicy> _marked;
    private readonly Lazy<RegoPolicy> _markedWithValues;
    private readonly IReadOnlyList<Found> _tests;
    private readonly SourceTexts _texts;

    private TestSuite(IReadOnlyList<RegoSource> sources, IReadOnlyList<Module> modules, RegoValue? data, RegoCompileOptions options)
    {
        _texts = new SourceTexts(sources);
        var compiling = RegoPolicy.OptionsOf(options) with { KeepPrint = true };
        _policy = RegoPolicy.Compile(modules, data, options, compiling);
        var marking = compiling with { MarksTestCases = true };
        _marked = new(() => RegoPolicy.Compile(modules, data, options, marking));
        _markedWithValues = new(() => RegoPolicy.Compile(modules, data, options, marking with { NamesTestValues = true }));
        _tests = [.. modules.OrderBy(static module => module.File, StringComparer.Ordinal).SelectMany(TestsOf)];
        Sources = modules;
    }

    // A test rule, the path of its document, and whether it is a table.
    private sealed record Found(string Package, IReadOnlyList<Term> Name, Rule Rule)
    {
        public string Text => TermPrinter.OfPath(Name);

        public bool IsTable => Rule.Head.Path.Count > Name.Count && Rule.Head.Kind != RuleKind.MultiValue;

        public bool IsSkipped => TermPrinter.Plain(Name[^1]).StartsWith(SkippedPrefix, StringComparison.Ordinal);
    }

    internal IReadOnlyList<Module> Sources { get; }

    /// <summary>Reads and checks policies with their tests.</summary>
    /// <param name="sources">The policy texts.</param>
    /// <param name="data">The base document, an object; null for an empty one.</param>
    /// <param name="options">Null for Rego v1.</param>
    /// <returns>The tests.</returns>
    /// <exception cref="RegoCompileException">A text is wrong.</exception>
    public static TestSuite Compile(IEnumerable<RegoSource> sources, RegoValue? data = null, RegoCompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        RegoSource[] texts = [.. sources];
        options ??= RegoCompileOptions.Default;
        return new TestSuite(texts, TestNames.Distinct(RegoPolicy.Read(texts, options)), data, options);
    }

    /// <summary>Runs the tests one after another.</summary>
    /// <param name="wishes">Which, and what is to be learnt.</param>
    /// <param name="budget">What one test may cost.</param>
    /// <param name="environment">Clock and randomness; what tests print is kept in their results.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>What became of them.</returns>
    /// <exception cref="RegoEvaluationException">The pattern is no regular expression.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public TestReport Run(
        TestWishes wishes, EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(environment);
        var coverage = new CoverageTracer();
        var results = Chosen(wishes, budget, environment, cancellationToken)
            .Select(test => RunOne(test, wishes, coverage, budget, environment, cancellationToken))
            .ToList();
        return new TestReport(results, wishes.Coverage ? CoverageReport.Of(Sources, coverage.Rows) : null) { Texts = _texts };
    }

    private static IEnumerable<Found> TestsOf(Module module)
    {
        var package = TermPrinter.OfPath("data", [.. module.Package.Path.Select(name => RefResolver.Constant(Location.None, name))]);
        foreach (var rule in module.Rules)
        {
            var name = TestNames.Length(rule.Head);
            if (name > 0)
            {
                yield return new Found(package, [.. rule.Head.Path.Take(name)], rule);
            }
        }
    }

    private List<Found> Chosen(
        TestWishes wishes, EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(wishes.Pattern))
        {
            return [.. _tests];
        }

        var meter = PreparedQuery.MeterOf(budget, environment, cancellationToken);
        try
        {
            var pattern = Pattern.Parse(wishes.Pattern, meter);
            return [.. _tests.Where(test => pattern.IsMatch(Full(test), meter))];
        }
        catch (PatternSyntaxException fault)
        {
            throw new RegoEvaluationException(new RegoError(PatternFault, fault.Message, Location.None), fault);
        }
    }

    private static string Full(Found test) => Document(test).ToString();

    private static Term.Ref Document(Found test)
    {
        var parts = test.Name.Select(static part => RefResolver.Constant(Location.None, TermPrinter.Plain(part)));
        var package = Parser.ParseQuery(string.Empty, test.Package).Result!.Exprs[0].Term as Term.Ref;
        return new Term.Ref(new Location(string.Empty, 1, 1, 0), new Term.Var(Location.None, "data"),
            [.. package?.Operands ?? [], .. parts]);
    }

    private TestResult RunOne(
        Found test, TestWishes wishes, CoverageTracer coverage, EvaluationBudget budget, EvaluationEnvironment environment,
        CancellationToken cancellationToken)
    {
        if (test.IsSkipped)
        {
            return new TestResult(test.Package, test.Text, test.Rule.Location) { Outcome = TestOutcome.Skipped };
        }

        var output = new StringBuilder();
        var listening = environment with { Coverage = null, Print = line => output.Append(line).Append('\n') };
        var begun = environment.Time.GetTimestamp();
        var (value, fault) = test.IsTable || wishes.Coverage ? (null, null) : Plain(test, budget, listening, cancellationToken);
        var isPlain = !test.IsTable && !wishes.Coverage;
        var steps = default(StepRecorder);
        ExpressionQuery? query = null;
        if (!isPlain || (fault is null && value is not RegoBoolean { Value: true } && (wishes.Detail != TraceDetail.Off || wishes.Values)))
        {
            var meter = PreparedQuery.MeterOf(budget, environment, cancellationToken);
            steps = new StepRecorder(meter, wishes.Values);
            query = ExpressionQuery.Prepare((wishes.Values ? _markedWithValues : _marked).Value, Document(test));
            ITracer[] tracers = wishes.Coverage ? [steps, coverage] : [steps];
            (var solutions, fault) = query.Run(null, meter, isPlain ? listening with { Print = null } : listening, tracers);
            value = solutions.Count == 0 ? null : solutions[0].Expressions[0].Value;
        }

        return Judge(test, wishes, value, fault, steps?.Steps ?? [], query, output.ToString(), environment.Time.GetElapsedTime(begun));
    }

    private (RegoValue? Value, RegoEvaluationException? Fault) Plain(
        Found test, EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken)
    {
        try
        {
            var solutions = ExpressionQuery.Prepare(_policy, Document(test)).Evaluate(null, budget, environment, cancellationToken);
            return (solutions.Count == 0 ? null : solutions[0].Expressions[0].Value, null);
        }
        catch (RegoEvaluationException fault)
        {
            return (null, fault);
        }
    }

    private static TestResult Judge(
        Found test, TestWishes wishes, RegoValue? value, RegoEvaluationException? fault, IReadOnlyList<TraceEvent> steps,
        ExpressionQuery? query, string output, TimeSpan duration)
    {
        var cases = test.IsTable && fault is null && value is not null ? TestCaseResult.Of(value, steps) : null;
        var passed = cases is null ? value is RegoBoolean { Value: true } : !cases.Failed;
        return new TestResult(test.Package, test.Text, test.Rule.Location)
        {
            Outcome = fault is not null ? TestOutcome.Errored : passed ? TestOutcome.Passed : TestOutcome.Failed,
            Error = fault?.Errors[0],
            Output = output,
            Duration = duration,
            Cases = cases?.Cases ?? [],
            AllSteps = steps,
            Trace = query is null || passed || fault is not null
                ? null
                : new TracedEvaluation(
                    new TraceWriter(query.Written), ExpressionQuery.Shown(steps, wishes.Detail), wishes.Values),
        };
    }
}
