namespace ShareBroker.Cli.Serving;

/// <summary>What a load run measured.</summary>
/// <param name="Callers">Calls at once.</param>
/// <param name="Count">Calls that ended well in the measured time.</param>
/// <param name="PerSecond">Calls that ended well, a second.</param>
/// <param name="P50Ms">Half of them took no longer.</param>
/// <param name="P99Ms">All but one in a hundred took no longer.</param>
internal sealed record LoadFigure(int Callers, int Count, double PerSecond, double P50Ms, double P99Ms);
