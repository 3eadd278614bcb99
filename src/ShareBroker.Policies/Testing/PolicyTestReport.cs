namespace ShareBroker.Policies.Testing;

/// <summary>What came of a whole test run.</summary>
/// <param name="Outcomes">Unit tests by path, then scenarios by file.</param>
/// <param name="Coverage">What they reached; null when nobody asked.</param>
public sealed record PolicyTestReport(IReadOnlyList<PolicyTestOutcome> Outcomes, PolicyCoverage? Coverage)
{
    /// <summary>Something ran and nothing failed.</summary>
    public bool Passed => Outcomes.Count > 0 && Outcomes.All(outcome => outcome.Passed);
}
