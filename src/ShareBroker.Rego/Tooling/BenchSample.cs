using System.Globalization;

namespace ShareBroker.Rego.Tooling;

/// <summary>The times of many evaluations of one query, in nanoseconds.</summary>
/// <param name="Count">How many evaluations.</param>
/// <param name="Mean">The mean time.</param>
/// <param name="Deviation">The standard deviation.</param>
/// <param name="BytesPerEvaluation">The bytes that one evaluation allocates.</param>
/// <param name="Quantiles">Names such as <c>99%</c> and the times below which that share of evaluations stays.</param>
public sealed record BenchSample(
    int Count, double Mean, double Deviation, long BytesPerEvaluation, IReadOnlyList<KeyValuePair<string, double>> Quantiles)
{
    private const string Timer = "histogram_timer_rego_query_eval_ns_";

    private static readonly (string Name, double Share)[] Shares =
        [("75%", 0.75), ("90%", 0.90), ("95%", 0.95), ("99%", 0.99), ("99.9%", 0.999), ("99.99%", 0.9999)];

    /// <summary>Sums times up.</summary>
    /// <param name="nanoseconds">At least one time.</param>
    /// <param name="allocatedBytes">What all evaluations allocated together.</param>
    public static BenchSample Of(IReadOnlyList<long> nanoseconds, long allocatedBytes)
    {
        ArgumentNullException.ThrowIfNull(nanoseconds);
        ArgumentOutOfRangeException.ThrowIfZero(nanoseconds.Count);
        long[] sorted = [.. nanoseconds.Order()];
        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Average(time => (time - mean) * (time - mean)));
        return new BenchSample(
            sorted.Length,
            mean,
            deviation,
            allocatedBytes / sorted.Length,
            [
                .. Shares.Select(share => KeyValuePair.Create(share.Name, At(sorted, share.Share))),
                KeyValuePair.Create("max", (double)sorted[^1]),
                KeyValuePair.Create("median", At(sorted, 0.5)),
                KeyValuePair.Create("min", (double)sorted[0]),
            ]);
    }

    /// <summary>A table with a row for each figure, named as <c>opa bench</c> names them.</summary>
    /// <returns>Lines, each ended by a line feed.</returns>
    public string Print()
    {
        string[][] rows =
        [
            ["samples", Figure(Count)], ["ns/op", Figure(Mean)], ["B/op", Figure(BytesPerEvaluation)],
            .. Extra().Select(static pair => new[] { pair.Key, Figure(pair.Value) }),
        ];
        return TextTable.Of(["", ""], rows, hasTitles: false, figuresLast: true);
    }

    /// <summary>An object with the members of <c>opa bench --format json</c> that are known here: the runtime does not count single
    /// allocations.</summary>
    /// <returns>JSON over several lines, without a line feed at its end.</returns>
    public string ToJson()
    {
        var json = new GoJson();
        json.Object(_ =>
        {
            json.Number("N", Count).Number("T", (long)(Mean * Count)).Number("MemBytes", BytesPerEvaluation * Count);
            json.Name("Extra").Object(_ =>
            {
                foreach (var (name, value) in Extra())
                {
                    json.Number(name, value);
                }
            });
        });
        return json.ToString();
    }

    private static double At(long[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static string Figure(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private IEnumerable<KeyValuePair<string, double>> Extra() => Quantiles
        .Append(KeyValuePair.Create("count", (double)Count))
        .Append(KeyValuePair.Create("mean", Mean))
        .Append(KeyValuePair.Create("stddev", Deviation))
        .Select(static pair => KeyValuePair.Create(Timer + pair.Key, pair.Value))
        .OrderBy(static pair => pair.Key, StringComparer.Ordinal);
}
