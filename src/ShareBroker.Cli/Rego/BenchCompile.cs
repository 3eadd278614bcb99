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

    /// <summary>A thousand modules, and one of ten thousand rules.</summary>
    public static BenchFigures[] Long(string policyFile, string? opa, string scratch) =>
        [Many(policyFile, 1000, opa, scratch), Rules(BenchRules.Write(scratch, 10_000).Policies[0], opa)];

    // So many copies of it in packages of their own, once.
    private static BenchFigures Many(string policyFile, int count, string? opa, string scratch)
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

    // One module of very many rules, the median of three.
    private static BenchFigures Rules(string policyFile, string? opa)
    {
        var source = new RegoSource("rules.rego", File.ReadAllText(policyFile));
        var ours = Median(3, () => Time([source]));
        return new BenchFigures(
            "compile/10000 rules", ours, 0, opa is null ? null : Median(3, () => OpaBench.Compile(opa, policyFile)));
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
