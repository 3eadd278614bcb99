namespace ShareBroker.Cli.Rego;

/// <summary>What was measured for one case.</summary>
/// <param name="Name">The case.</param>
/// <param name="OursNanoseconds">One evaluation here, the median.</param>
/// <param name="Bytes">Memory taken by one evaluation here.</param>
/// <param name="OpaNanoseconds">One evaluation by OPA in the same run, the median, or null without OPA.</param>
internal sealed record BenchFigures(string Name, double OursNanoseconds, long Bytes, double? OpaNanoseconds)
{
    /// <summary>OPA's time over ours.</summary>
    public double? Ratio => OpaNanoseconds / OursNanoseconds;
}
