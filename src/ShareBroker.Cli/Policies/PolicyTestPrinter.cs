using System.Globalization;
using ShareBroker.Policies.Testing;

namespace ShareBroker.Cli.Policies;

/// <summary>Prints what came of a test run.</summary>
/// <param name="output">Where to.</param>
/// <param name="verbose">Name what passed too.</param>
internal sealed class PolicyTestPrinter(TextWriter output, bool verbose)
{
    /// <summary>Prints and gives the exit status.</summary>
    public int Print(PolicyTestReport report, double? minimum)
    {
        foreach (var outcome in report.Outcomes.Where(outcome => verbose || !outcome.Passed))
        {
            output.WriteLine($"{(outcome.Passed ? "PASS" : "FAIL")} {outcome.Path}  {outcome.File}:{outcome.Row}{outcome.Message}");
        }

        var enough = report.Coverage is null || Print(report.Coverage, minimum ?? 0);
        var failed = report.Outcomes.Count(outcome => !outcome.Passed);
        output.WriteLine($"{report.Outcomes.Count - failed} passed, {failed} failed");
        return report.Passed && enough ? 0 : 1;
    }

    private bool Print(PolicyCoverage coverage, double minimum)
    {
        foreach (var rule in coverage.Rules.Where(rule => !rule.IsCovered))
        {
            output.WriteLine($"not reached: {(rule.IsRow ? "row " : "")}{rule.Name}  {rule.File}:{rule.Line}");
        }

        foreach (var file in coverage.Files.Where(file => file.Missed.Count > 0))
        {
            output.WriteLine($"lines not reached: {file.File}: {string.Join(", ", file.Missed)}");
        }

        var rows = coverage.Rules.Where(rule => rule.IsRow).ToList();
        output.WriteLine($"rules: {Share(coverage.Rules.Count(rule => rule.IsCovered), coverage.Rules.Count)}, of which rows: "
            + Share(rows.Count(row => row.IsCovered), rows.Count));
        var lines = coverage.Files.Sum(file => file.Lines);
        output.WriteLine($"lines: {Share(lines - coverage.Files.Sum(file => file.Missed.Count), lines)}");
        var enough = coverage.RulePercent >= minimum && coverage.LinePercent >= minimum;
        if (!enough)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"less than the required {minimum:0.##} %; test what is not reached, or take it out"));
        }

        return enough;
    }

    // Rounded down: 100 % is said only of everything.
    private static string Share(int part, int all) => string.Create(CultureInfo.InvariantCulture,
        $"{part} of {all} ({(all == 0 ? 100 : Math.Floor(1000.0 * part / all) / 10):0.0} %)");
}
