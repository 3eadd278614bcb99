namespace ShareBroker.Cli.Rego;

/// <summary>What became of one case.</summary>
/// <param name="Id">The case.</param>
/// <param name="Category">The part of the language it is about.</param>
/// <param name="Outside">Why it is outside what the engine offers now, or null.</param>
/// <param name="Failure">What differed, or null when it passed.</param>
internal sealed record ConformanceOutcome(string Id, string Category, string? Outside, string? Failure)
{
    public bool Passed => Failure is null;
}
