using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ShareBroker.Cli.Terminal;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Measures a representative disclosure policy at three sizes of data. Every answer is compared with OPA's before anything is timed: a
/// wrong engine has no speed.
/// </summary>
internal static class BenchRun
{
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

    /// <summary>What to measure.</summary>
    /// <param name="Data">The folder with policy.rego and the sizes small, medium, large.</param>
    /// <param name="Policies">The folder of the packs.</param>
    /// <param name="Example">The request that the packs are asked.</param>
    /// <param name="Opa">The opa program, or null.</param>
    /// <param name="IsLong">Whether to compile a thousand modules and to load 400 MB of data too.</param>
    internal sealed record Plan(string Data, string Policies, string Example, string? Opa, bool IsLong);

    /// <summary>Prints a table and, as the last line, one JSON object. 0, or 1 when an answer is wrong, or 2 when the data is
    /// missing.</summary>
    public static int Run(Plan plan, LineProgress progress, TextWriter table, TextWriter output, TextWriter errors)
    {
        var policyFile = Path.Combine(plan.Data, "policy.rego");
        if (!File.Exists(policyFile))
        {
            errors.WriteLine($"error: there is no '{policyFile}'; name the folder with --data");
            return 2;
        }

        var scratch = Directory.CreateTempSubdirectory("bench-rego").FullName;
        try
        {
            var cases = BenchCase.Load(plan.Data);
            BenchCase[] others = [.. BenchPacks.Load(plan.Policies, plan.Example, scratch), .. BenchRules.Load(scratch)];
            var figures = new List<BenchFigures>();
            table.WriteLine($"{"case",-28} {"ours us",10} {"opa us",12} {"ratio",8} {"bytes",11}");
            foreach (var example in cases.Concat(others))
            {
                progress.Show(example.Name, figures.Count, cases.Count + others.Length + 3);
                if (Measure(example, plan.Opa, errors) is not { } figure)
                {
                    return 1;
                }

                Add(figure);
            }

            progress.Show("compile", figures.Count, cases.Count + others.Length + 3);
            Add(BenchCompile.One(policyFile, plan.Opa));
            if (Directory.Exists(plan.Policies))
            {
                Add(BenchCompile.Packs(plan.Policies));
            }

            if (plan.IsLong)
            {
                Add(BenchCompile.Many(policyFile, 1000, plan.Opa, scratch));
            }

            progress.Show("threads", figures.Count, cases.Count + others.Length + 3);
            var scaling = Scaling(cases);
            var loads = plan.IsLong ? BenchLoad.Run(plan.Data, 200, plan.Opa, scratch) : [];
            progress.Finish();
            loads.ToList().ForEach(load => table.WriteLine(Row(load)));

            output.WriteLine(BenchJson.Of(figures, scaling, Growth(figures, cases), loads));
            return 0;

            void Add(BenchFigures figure)
            {
                figures.Add(figure);
                progress.Finish();
                table.WriteLine(Row(figure));
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    // Null when an answer is wrong. Nothing is timed before all answers were compared.
    private static BenchFigures? Measure(BenchCase example, string? opa, TextWriter errors)
    {
        var query = example.Prepare();
        var inputs = example.InputFiles.Select(BenchCase.Read).ToArray();
        if (FirstWrong(query, inputs, example, opa) is { } wrong)
        {
            errors.WriteLine($"error: the answer to '{wrong}' is not the expected one");
            return null;
        }

        var ours = Measure(query, inputs[..1]);
        return new BenchFigures(example.Name, ours, BytesOf(query, inputs), opa is null ? null : OpaBench.Measure(opa, example));
    }

    private static string? FirstWrong(PreparedQuery query, RegoValue[] inputs, BenchCase example, string? opa)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            // OPA gives sets as arrays, so both sides are compared as JSON.
            var answer = Evaluate(query, inputs[i]);
            var expected = example.Expected.Count > 0 ? example.Expected[i]
                : opa is not null ? OpaBench.Answer(opa, example, example.InputFiles[i])
                : answer;
            if (answer is null || expected is null || RegoJson.Write(answer) != RegoJson.Write(expected))
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
    private static IReadOnlyList<(int Threads, double PerSecond)> Scaling(IReadOnlyList<BenchCase> cases)
    {
        var example = cases.First(static one => one.Name == "medium/60");
        var query = example.Prepare();
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
            .Select(static pair => (new FileInfo(pair.First.Policies[^1]).Length, pair.Second.OursNanoseconds))];

    private static string Row((string Engine, long DataBytes, double Seconds, long PeakBytes) load) => string.Create(
        CultureInfo.InvariantCulture,
        $"load {load.DataBytes >> 20} MB: {load.Engine,-12} {load.Seconds,6:F1} s {load.PeakBytes >> 20,8} MB at most");

    private static string Row(BenchFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Name,-28} {figures.OursNanoseconds / 1000,10:F1} {figures.OpaNanoseconds / 1000,12:F1} "
        + $"{figures.Ratio,8:F1} {figures.Bytes,11}");
}
