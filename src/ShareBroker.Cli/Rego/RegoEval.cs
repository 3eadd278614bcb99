using ShareBroker.Rego;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// The command <c>rego eval</c>. Without a format it prints <c>{"result": …}</c> and gives 0, or prints <c>{"errors": […]}</c> and
/// gives 1. With one it prints what <c>opa eval</c> prints and gives 2 on errors.
/// </summary>
internal sealed class RegoEval(RegoEval.Plan plan, Func<PolicyDocuments> load, TextWriter output, TextWriter errors)
{
    private const int Failed = 2;
    private readonly Dictionary<string, long> _metrics = new(StringComparer.Ordinal);
    private IReadOnlyList<RegoSource> _sources = [];
    private RegoValue? _input;

    /// <summary>What was asked for.</summary>
    internal sealed record Plan
    {
        public required string Query { get; init; }

        public string? Package { get; init; }

        public IReadOnlyList<string> Imports { get; init; } = [];

        public string? Input { get; init; }

        public string? Format { get; init; }

        public bool Fail { get; init; }

        public bool FailDefined { get; init; }

        public bool IsStrict { get; init; }

        public TraceDetail Explain { get; init; }

        public bool Values { get; init; }

        public bool Metrics { get; init; }

        public bool Profile { get; init; }

        public IReadOnlyList<string> ProfileSort { get; init; } = [];

        public int ProfileLimit { get; init; }

        public bool Coverage { get; init; }

        public int CellWidthMax { get; init; } = 80;

        public required EvaluationBudget Budget { get; init; }

        public required RegoCompileOptions Compiling { get; init; }

        public TraceWishes Wishes => new() { Detail = Explain, Variables = Values, Coverage = Coverage, Profile = Profile };
    }

    public int Run()
    {
        var format = plan.Format is null ? null : RegoWords.Format(plan.Format, "json", "pretty", "values", "bindings", "raw", "discard");
        if (format is not null && !CanReadInput())
        {
            return Failed;
        }

        var result = Evaluate();
        if (format is null)
        {
            output.WriteLine(BareResult.Of(result));
            return result.Errors.Count > 0 ? 1 : Status(result);
        }

        if (format is not ("json" or "discard") && result.Errors.Count > 0)
        {
            output.Write(format == "pretty" ? result.Print(plan.CellWidthMax) : string.Empty);
            output.WriteLine(ErrorText.Of(result.Errors, result.Sources));
            return Failed;
        }

        output.Write(format switch
        {
            "pretty" => result.Print(plan.CellWidthMax),
            "values" => result.PrintValues(),
            "bindings" => result.PrintBindings(),
            "raw" => result.PrintRaw(),
            "discard" => result.PrintDiscarded() + "\n",
            _ => result.ToJson() + "\n",
        });
        return result.Errors.Count > 0 ? Failed : Status(result);
    }

    // As in OPA, an input that cannot be read is no result in any format.
    private bool CanReadInput()
    {
        try
        {
            _input = plan.Input is null ? null : InputFile.Read(plan.Input);
            return true;
        }
        catch (FileNotFoundException)
        {
            errors.WriteLine($"open {plan.Input}: no such file or directory");
        }
        catch (RegoException fault)
        {
            errors.WriteLine($"unable to parse input: {fault.Errors[0].Message}");
        }

        return false;
    }

    private int Status(EvaluationOutput result) =>
        (plan.Fail && result.Solutions.Count == 0) || (plan.FailDefined && result.Solutions.Count > 0) ? 1 : 0;

    private EvaluationOutput Evaluate()
    {
        try
        {
            var documents = Timed("timer_rego_load_files_ns", load);
            _sources = documents.Sources;
            var input = _input ?? (plan.Input is null ? null : InputFile.Read(plan.Input));
            if (string.IsNullOrWhiteSpace(plan.Query))
            {
                return new EvaluationOutput { Errors = [new RegoError(string.Empty, "cannot evaluate empty query", Location.None)] };
            }

            var policy = Timed("timer_rego_module_compile_ns", () => RegoPolicy.Compile(documents.Sources, documents.Data, plan.Compiling));
            var query = Timed("timer_rego_query_compile_ns", () => ExpressionQuery.Prepare(policy, plan.Query, plan.Package, plan.Imports));
            return Timed("timer_rego_query_eval_ns", () => Evaluate(query, input)) with { Metrics = plan.Metrics ? _metrics : null };
        }
        catch (RegoException fault)
        {
            return new EvaluationOutput { Errors = RegoFaults.Worded(fault.Errors),
                Sources = [.. _sources, new RegoSource(string.Empty, plan.Query)] };
        }
        catch (FileNotFoundException fault) when (plan.Format is not null)
        {
            return new EvaluationOutput { Errors = [new RegoError(string.Empty, RegoFaults.Missing(fault), Location.None)] };
        }
    }

    private EvaluationOutput Evaluate(ExpressionQuery query, RegoValue? input)
    {
        var environment = RegoBudget.Environment(errors, plan.IsStrict);
        if (!plan.Wishes.IsAny)
        {
            return new EvaluationOutput { Solutions = query.Evaluate(input, plan.Budget, environment, CancellationToken.None) };
        }

        var traced = query.Trace(input, plan.Wishes, plan.Budget, environment, CancellationToken.None);
        return new EvaluationOutput
        {
            Solutions = traced.Solutions,
            Errors = traced.Fault?.Errors ?? [],
            Trace = plan.Explain == TraceDetail.Off ? null : traced,
            Profile = traced.Profile is null ? null : ProfileOrder.Sort(traced.Profile, plan.ProfileSort, plan.ProfileLimit),
            Coverage = traced.Coverage,
        };
    }

    private T Timed<T>(string name, Func<T> work)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var result = work();
        _metrics[name] = TimeProvider.System.GetElapsedTime(begun).Ticks * TimeSpan.NanosecondsPerTick;
        return result;
    }
}
