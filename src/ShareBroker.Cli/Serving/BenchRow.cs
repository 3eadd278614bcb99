namespace ShareBroker.Cli.Serving;

/// <summary>One line of <c>bench disclose</c>.</summary>
/// <param name="Disclose">Whole disclosures.</param>
/// <param name="Computed">Processor milliseconds a disclosure: the broker's, and holder and callers together.</param>
/// <param name="Echo">The yardstick in the same run.</param>
internal sealed record BenchRow(LoadFigure Disclose, (double Broker, double Agencies) Computed, LoadFigure Echo)
{
    public double Ratio => Disclose.PerSecond / Echo.PerSecond;
}
