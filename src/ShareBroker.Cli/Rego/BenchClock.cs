using System.Diagnostics;
using System.Security.Cryptography;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>Times evaluations so that what else the machine does hits all that is compared alike.</summary>
internal static class BenchClock
{
    private const int Rounds = 25;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan RateTime = TimeSpan.FromMilliseconds(400);

    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 10_000_000,
        Time = TimeSpan.FromSeconds(10),
        MemoryMaxBytes = 256 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 256,
    };

    private static readonly EvaluationEnvironment World = new() { Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill };

    /// <summary>The answer to one request.</summary>
    public static RegoValue? Evaluate(PreparedQuery query, RegoValue input) =>
        query.Evaluate(input, Budget, World, CancellationToken.None).Value;

    /// <summary>
    /// Nanoseconds for one evaluation of each work, once for each round. A round gives every work a slice of time in turn, so that a noisy
    /// moment does not meet one of them alone; the figure of a slice is the median of its single evaluations, as OPA's own histogram gives
    /// it.
    /// </summary>
    public static IReadOnlyList<double[]> InRounds(IReadOnlyList<(PreparedQuery Query, RegoValue Input)> works)
    {
        foreach (var (query, input) in works)
        {
            Rate(query, [input], WarmUpTime);
        }

        var figures = works.Select(static _ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < works.Count; i++)
            {
                figures[i][round] = Slice(works[i].Query, works[i].Input);
            }
        }

        return figures;
    }

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Bytes taken by one evaluation, over all requests.</summary>
    public static long BytesOf(PreparedQuery query, RegoValue[] inputs)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var input in inputs)
        {
            Evaluate(query, input);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / inputs.Length;
    }

    /// <summary>
    /// Evaluations in a second by one thread, two threads, and so on. All numbers of threads take turns, five times each; the best of each
    /// counts, since what it shows is whether they hinder one another.
    /// </summary>
    public static IReadOnlyList<(int Threads, double PerSecond)> Scaling(PreparedQuery query, RegoValue[] inputs, int threadsMax)
    {
        var best = new double[threadsMax];
        Rate(query, inputs, WarmUpTime);
        for (var turn = 0; turn < 5; turn++)
        {
            for (var threads = 1; threads <= threadsMax; threads++)
            {
                best[threads - 1] = Math.Max(best[threads - 1], PerSecond(query, inputs, threads));
            }
        }

        return [.. best.Select(static (rate, index) => (index + 1, rate))];
    }

    private static double Slice(PreparedQuery query, RegoValue input)
    {
        var times = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < SliceTime)
        {
            var before = Stopwatch.GetTimestamp();
            Evaluate(query, input);
            times.Add(Stopwatch.GetTimestamp() - before);
        }

        return Median(times) * 1e9 / Stopwatch.Frequency;
    }

    private static double PerSecond(PreparedQuery query, RegoValue[] inputs, int threads)
    {
        var rates = new double[threads];
        var workers = Enumerable.Range(0, threads)
            .Select(index => new Thread(() => rates[index] = Rate(query, inputs, RateTime)))
            .ToArray();
        Array.ForEach(workers, static worker => worker.Start());
        Array.ForEach(workers, static worker => worker.Join());
        return rates.Sum();
    }

    private static double Rate(PreparedQuery query, RegoValue[] inputs, TimeSpan atLeast)
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

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
