using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tooling;

/// <summary>Which lines of the policies were reached, counted as <c>opa test --coverage</c> counts: a line is covered when one of its
/// expressions was tried, whether it held or not, or when a rule whose head stands there gave a value.</summary>
/// <param name="Files">Every policy text, by name.</param>
public sealed record CoverageReport(IReadOnlyList<FileCoverage> Files)
{
    /// <summary>How many lines were reached.</summary>
    public int CoveredLines => Files.Sum(static file => file.CoveredLines);

    /// <summary>How many were not.</summary>
    public int NotCoveredLines => Files.Sum(static file => file.NotCoveredLines);

    /// <summary>The percentage that was reached; 0 when there is nothing to reach.</summary>
    public double Percent => Share(CoveredLines, NotCoveredLines);

    /// <summary>The report as <c>opa test --coverage --format json</c> writes it.</summary>
    /// <returns>JSON over several lines, without a line feed at its end.</returns>
    public string ToJson()
    {
        var json = new GoJson();
        WriteTo(json);
        return json.ToString();
    }

    internal static double Share(int covered, int notCovered) =>
        covered + notCovered == 0 ? 0 : 100.0 * covered / (covered + notCovered);

    internal static CoverageReport Of(IEnumerable<Module> modules, IReadOnlyDictionary<string, SortedSet<int>> reached) => new(
    [
        .. modules.Select(module => Of(module, reached.GetValueOrDefault(module.File) ?? []))
            .OrderBy(static file => file.File, StringComparer.Ordinal),
    ]);

    internal void WriteTo(GoJson json) => json.Object(_ =>
    {
        json.Name("files").Object(_ =>
        {
            foreach (var file in Files)
            {
                json.Name(file.File).Object(_ => Write(json, file));
            }
        });
        json.Number("covered_lines", CoveredLines).Number("not_covered_lines", NotCoveredLines).Number("coverage", Percent);
    });

    private static FileCoverage Of(Module module, SortedSet<int> reached)
    {
        var covered = RowRange.Of(reached);
        var missed = new SortedSet<int>();
        foreach (var rule in module.Rules.SelectMany(static one => one.Branches()))
        {
            if (!reached.Contains(rule.Location.Row))
            {
                missed.Add(rule.Head.Location.Row);
            }

            TreeWalk.Exprs(rule, expr =>
            {
                if (expr.Statement is not Statement.Some && !reached.Contains(expr.Location.Row))
                {
                    missed.Add(expr.Location.Row);
                }
            });
        }

        return new FileCoverage(module.File, covered, RowRange.Of(missed));
    }

    // What is zero or empty is left out.
    private static void Write(GoJson json, FileCoverage file)
    {
        Write(json, "covered", file.Covered);
        Write(json, "not_covered", file.NotCovered);
        if (file.CoveredLines > 0)
        {
            json.Number("covered_lines", file.CoveredLines);
        }

        if (file.NotCoveredLines > 0)
        {
            json.Number("not_covered_lines", file.NotCoveredLines);
        }

        if (file.CoveredLines > 0)
        {
            json.Number("coverage", file.Percent);
        }
    }

    private static void Write(GoJson json, string name, IReadOnlyList<RowRange> ranges)
    {
        if (ranges.Count > 0)
        {
            json.Name(name).Array(ranges, range => json.Object(_ =>
            {
                json.Name("start").Object(_ => json.Number("row", range.Start));
                json.Name("end").Object(_ => json.Number("row", range.End));
            }));
        }
    }
}
