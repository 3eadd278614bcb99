using System.Diagnostics;
using System.Globalization;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego;

namespace ShareBroker.Cli.Rego;

/// <summary>How long reading and checking modules takes.</summary>
internal static class BenchCompile
{
    private const string Package = "package broker.disclosure";

    /// <summary>The bench policy alone, the median of some, against OPA's median.</summary>
    public static BenchFigures One(string policyFile, string? opa)
    {
        var source = new RegoSource("policy.rego", File.ReadAllText(policyFile));
        var ours = Median(100, () => Time([source]));
        var theirs = opa is null ? (double?)null : Median(5, () => OpaBench.Compile(opa, policyFile));
        return new BenchFigures("compile/1", ours, 0, theirs);
    }

    /// <summary>So many copies of it in packages of their own, once.</summary>
    public static BenchFigures Many(string policyFile, int count, string? opa, string scratch)
    {
        var text = File.ReadAllText(policyFile);
        var folder = Directory.CreateDirectory(Path.Combine(scratch, "modules")).FullName;
        var sources = new List<RegoSource>();
        for (var i = 0; i < count; i++)
        {
            var file = Path.Combine(folder, $"module{i}.rego");
            var copy = text.Replace(Package, string.Create(CultureInfo.InvariantCulture, $"{Package}{i}"), StringComparison.Ordinal);
            File.WriteAllText(file, copy);
            sources.Add(new RegoSource(file, copy));
        }

        var before = GC.GetTotalAllocatedBytes();
        var ours = Time(sources);
        var bytes = GC.GetTotalAllocatedBytes() - before;
        return new BenchFigures($"compile/{count}", ours, bytes, opa is null ? null : OpaBench.Compile(opa, folder));
    }

    /// <summary>The packs of the repository, read from disk, merged and compiled as a broker does at its start; a median.</summary>
    public static BenchFigures Packs(string policies)
    {
        var before = GC.GetTotalAllocatedBytes();
        PolicySet.Load(policies);
        var bytes = GC.GetTotalAllocatedBytes() - before;
        return new BenchFigures("packs/load", Median(20, () => LoadTime(policies)), bytes, OpaNanoseconds: null);
    }

    private static double LoadTime(string policies)
    {
        var start = Stopwatch.GetTimestamp();
        PolicySet.Load(policies);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static double Time(IReadOnlyList<RegoSource> sources)
    {
        var start = Stopwatch.GetTimestamp();
        RegoPolicy.Compile(sources);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static double Median(int count, Func<double> measure)
    {
        var times = Enumerable.Range(0, count).Select(_ => measure()).Order().ToArray();
        return times[times.Length / 2];
    }
}
