namespace ShareBroker.Cli.Rego;

/// <summary>How one case compares with the same request to medium data.</summary>
/// <param name="Name">The case.</param>
/// <param name="DataBytes">The size of its data as JSON.</param>
/// <param name="Nanoseconds">One evaluation, the median.</param>
/// <param name="OverMedium">How many times as much it costs, the median of the rounds in which both were timed.</param>
internal sealed record BenchGrowth(string Name, long DataBytes, double Nanoseconds, double OverMedium);
