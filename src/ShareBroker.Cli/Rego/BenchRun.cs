using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Measures a representative disclosure policy at three sizes of data. Every answer is compared with OPA's before anything is timed: a
/// wrong
/// engine has no speed.
/// </summary>
internal static class BenchRun
{
    private const string Query = "data.broker.disclosure.decision";
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan MeasureTime = TimeSpan.FromSeconds(1);

    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 10_000_000,
        Time = TimeSpan.FromSeconds(10),
        MemoryMaxBytes = 256 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 256,
    };

    private static readonly EvaluationEnvironment World = new() { Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill };

    /// <summary>Prints a table and, as the last line, one JSON object. 0, or 1 when an answer is wrong, or 2 when the data is
    /// missing.</summary>
    public static int Run(string folder, string? opa, TextWriter table, TextWriter output, TextWriter errors)
    {
        var policyFile = Path.Combine(folder, "policy.rego");
        if (!File.Exists(policyFile))
        {
            errors.WriteLine($"error: there is no '{policyFile}'; name the folder with --data");
            return 2;
        }

        var policy = RegoPolicy.Compile([new RegoSource("policy.rego", File.ReadAllText(policyFile))]);
        var cases = BenchCase.Load(folder);
        var figures = new List<BenchFigures>();
        table.WriteLine($"{"case",-10} {"ours us",10} {"opa us",10} {"ratio",8} {"bytes",9}");
        foreach (var example in cases)
        {
            var query = policy.WithData(BenchCase.Read(example.DataFile)).Prepare(Query);
            var inputs = example.InputFiles.Select(BenchCase.Read).ToArray();
            if (FirstWrong(query, inputs, example) is { } wrong)
            {
                errors.WriteLine($"error: the answer to '{wrong}' is not the expected one");
                return 1;
            }

            var ours = Measure(query, inputs[..1]);
            var bytes = BytesOf(query, inputs);
            var theirs = opa is null ? null : OpaBench.Measure(opa, policyFile, example.DataFile, example.InputFiles[0], Query);
            figures.Add(new BenchFigures(example.Name, ours, bytes, theirs));
            table.WriteLine(Row(figures[^1]));
        }

        output.WriteLine(BenchJson.Of(figures, Scaling(policy, cases), Growth(figures, cases)));
        return 0;
    }

    private static string? FirstWrong(PreparedQuery query, RegoValue[] inputs, BenchCase example)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!example.Expected[i].Equals(Evaluate(query, inputs[i])))
            {
                return example.InputFiles[i];
            }
        }

        return null;
    }

    private static RegoValue? Evaluate(PreparedQuery query, RegoValue input) =>
        query.Evaluate(input, Budget, World, CancellationToken.None).Value;

    // The median of single evaluations, as OPA's own histogram gives it: what else the machine does moves a mean, hardly a median.
    private static double Measure(PreparedQuery query, RegoValue[] inputs)
    {
        Sample(query, inputs, WarmUpTime);
        var times = new List<long>();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < MeasureTime)
        {
            foreach (var input in inputs)
            {
                var before = Stopwatch.GetTimestamp();
                Evaluate(query, input);
                times.Add(Stopwatch.GetTimestamp() - before);
            }
        }

        times.Sort();
        return times[times.Count / 2] * 1e9 / Stopwatch.Frequency;
    }

    private static double Sample(PreparedQuery query, RegoValue[] inputs, TimeSpan atLeast)
    {
        var start = Stopwatch.GetTimestamp();
        var count = 0L;
        do
        {
            foreach (var input in inputs)
            {
                Evaluate(query, input);
            }

            count += inputs.Length;
        }
        while (Stopwatch.GetElapsedTime(start) < atLeast);

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }

    private static long BytesOf(PreparedQuery query, RegoValue[] inputs)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var input in inputs)
        {
            Evaluate(query, input);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / inputs.Length;
    }

    // Evaluations in a second by one thread, two threads, and so on up to the processors there are.
    private static IReadOnlyList<(int Threads, double PerSecond)> Scaling(RegoPolicy policy, IReadOnlyList<BenchCase> cases)
    {
        var example = cases.First(static one => one.Name == "medium/60");
        var query = policy.WithData(BenchCase.Read(example.DataFile)).Prepare(Query);
        var inputs = example.InputFiles.Select(BenchCase.Read).ToArray();
        return [.. Enumerable.Range(1, Math.Min(Environment.ProcessorCount, 8))
            .Select(threads => (threads, PerSecond(query, inputs, threads)))];
    }

    private static double PerSecond(PreparedQuery query, RegoValue[] inputs, int threads)
    {
        var rates = new double[threads];
        var workers = Enumerable.Range(0, threads)
            .Select(index => new Thread(() => rates[index] = 1e9 / Sample(query, inputs, MeasureTime)))
            .ToArray();
        Array.ForEach(workers, static worker => worker.Start());
        Array.ForEach(workers, static worker => worker.Join());
        return rates.Sum();
    }

    // How the time grows with the data, for 60 fields.
    private static IReadOnlyList<(long DataBytes, double Nanoseconds)> Growth(List<BenchFigures> figures, IReadOnlyList<BenchCase> cases) =>
        [.. cases.Zip(figures)
            .Where(static pair => pair.First.Name.EndsWith("/60", StringComparison.Ordinal))
            .Select(static pair => (new FileInfo(pair.First.DataFile).Length, pair.Second.OursNanoseconds))];

    private static string Row(BenchFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Name,-10} {figures.OursNanoseconds / 1000,10:F1} {figures.OpaNanoseconds / 1000,10:F1} "
        + $"{figures.Ratio,8:F1} {figures.Bytes,9}");
}
