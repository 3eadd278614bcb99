using System.CommandLine;
using System.Globalization;
using ShareBroker.Rego;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego bench</c>: evaluates a query again and again, as <c>opa bench</c> does, and reports time and memory of one
/// evaluation.</summary>
internal static class RegoMeasure
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    public static Command Create()
    {
        var paths = RegoPaths.Options();
        var budget = new RegoBudget();
        var input = new Option<string?>("--input", "-i") { Description = "The input document, JSON or YAML; '-' reads standard input" };
        var format = new Option<string?>("--format", "-f") { Description = "pretty, json or gobench" };
        var count = new Option<int>("--count") { Description = "How often to measure", DefaultValueFactory = static _ => 1 };
        var fail = new Option<bool>("--fail")
        {
            Description = "Exit status 1 when the result is undefined", DefaultValueFactory = static _ => true,
        };
        var query = new Argument<string>("query") { Description = "A Rego query, such as data.broker.decision" };
        var command = new Command("bench", "Measure one query, as 'opa bench' does") { input, format, count, fail, query };
        paths.AddTo(command);
        budget.AddTo(command);
        command.SetAction((parse, cancellationToken) => Task.FromResult(RegoFaults.Run(
            () =>
            {
                var documents = paths.Load(parse);
                var policy = RegoPolicy.Compile(documents.Sources, documents.Data, paths.Compiling(parse));
                var prepared = policy.Prepare(parse.GetValue(query)!);
                var document = parse.GetValue(input) is { } file ? InputFile.Read(file) : null;
                var limits = budget.Read(parse, TimeSpan.FromSeconds(60));
                var environment = RegoBudget.Environment(TextWriter.Null, isStrict: false) with { Print = null };
                bool Evaluate() => prepared.Evaluate(document, limits, environment, cancellationToken).Bindings.Count > 0;
                if (!Evaluate() && parse.GetValue(fail))
                {
                    parse.InvocationConfiguration.Error.WriteLine("undefined result");
                    return 1;
                }

                var word = RegoWords.Format(parse.GetValue(format), "pretty", "json", "gobench");
                for (var round = 0; round < parse.GetValue(count); round++)
                {
                    parse.InvocationConfiguration.Output.Write(Show(Measure(Evaluate, cancellationToken), word));
                }

                return 0;
            },
            asJson: false,
            status: 1,
            parse.InvocationConfiguration.Error,
            () => paths.Loaded?.Sources ?? [])));
        return command;
    }

    private static BenchSample Measure(Func<bool> evaluate, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var begun = clock.GetTimestamp();
        while (clock.GetElapsedTime(begun) < WarmUp)
        {
            evaluate();
        }

        var nanoseconds = new List<long>(1 << 16);
        begun = clock.GetTimestamp();
        var allocated = -GC.GetAllocatedBytesForCurrentThread();
        while (clock.GetElapsedTime(begun) < Enough && nanoseconds.Count < nanoseconds.Capacity)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var one = clock.GetTimestamp();
            evaluate();
            nanoseconds.Add((long)(clock.GetElapsedTime(one).TotalMicroseconds * 1000));
        }

        allocated += GC.GetAllocatedBytesForCurrentThread();
        return BenchSample.Of(nanoseconds, allocated);
    }

    private static string Show(BenchSample sample, string format) => format switch
    {
        "json" => sample.ToJson() + "\n",
        "gobench" => string.Create(CultureInfo.InvariantCulture,
            $"BenchmarkRegoEval\t{sample.Count}\t{sample.Mean:0} ns/op\t{sample.BytesPerEvaluation} B/op\n"),
        _ => sample.Print(),
    };
}
