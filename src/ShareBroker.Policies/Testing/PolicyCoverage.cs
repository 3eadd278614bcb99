namespace ShareBroker.Policies.Testing;

/// <summary>What unit tests and scenarios together reached. Files with tests do not count.</summary>
/// <param name="Rules">Every row and every definition, by file and line.</param>
/// <param name="Files">Every Rego file, by name.</param>
public sealed record PolicyCoverage(IReadOnlyList<CoveredRule> Rules, IReadOnlyList<CoveredFile> Files)
{
    /// <summary>Percentage of rows and definitions that were reached; 100 when there are none.</summary>
    public double RulePercent => Percent(Rules.Count(rule => rule.IsCovered), Rules.Count);

    /// <summary>Percentage of Rego lines that were reached; 100 when there are none.</summary>
    public double LinePercent => Percent(Files.Sum(file => file.Lines - file.Missed.Count), Files.Sum(file => file.Lines));

    private static double Percent(int covered, int all) => all == 0 ? 100 : 100.0 * covered / all;
}
