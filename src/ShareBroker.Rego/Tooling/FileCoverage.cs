namespace ShareBroker.Rego.Tooling;

/// <summary>The lines of one policy text that can be reached, parted into those that were and those that were not.</summary>
/// <param name="File">The name of the text.</param>
/// <param name="Covered">Lines whose expressions were tried or whose rule gave a value, ascending.</param>
/// <param name="NotCovered">Lines with rules or expressions that were not, ascending.</param>
public sealed record FileCoverage(string File, IReadOnlyList<RowRange> Covered, IReadOnlyList<RowRange> NotCovered)
{
    /// <summary>How many lines were reached.</summary>
    public int CoveredLines => Covered.Sum(static range => range.End - range.Start + 1);

    /// <summary>How many were not.</summary>
    public int NotCoveredLines => NotCovered.Sum(static range => range.End - range.Start + 1);

    /// <summary>The percentage that was reached; 0 when there is nothing to reach.</summary>
    public double Percent => CoverageReport.Share(CoveredLines, NotCoveredLines);
}
