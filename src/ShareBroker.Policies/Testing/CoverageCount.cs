using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego;

namespace ShareBroker.Policies.Testing;

/// <summary>Counts rows, definitions and lines that were reached.</summary>
internal static class CoverageCount
{
    public static PolicyCoverage Of(PolicySet policies, RegoPolicy compiled, CoverageSink sink, IReadOnlySet<string> fired)
    {
        var tests = policies.Files.Where(file => file.IsTest).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return new PolicyCoverage(
            [.. Rows(policies, fired).Concat(Definitions(compiled, sink, tests))
                .OrderBy(rule => rule.File, StringComparer.Ordinal).ThenBy(rule => rule.Line)
                    .ThenBy(rule => rule.Name, StringComparer.Ordinal)],
            [.. compiled.CoverableRows.Where(file => !tests.Contains(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => new CoveredFile(file.Key, file.Value.Count, [.. file.Value.Where(row => !sink.Reached(file.Key, row))]))]);
    }

    private static IEnumerable<CoveredRule> Rows(PolicySet policies, IReadOnlySet<string> fired)
    {
        var places = new DataPlaces(policies.Files);
        foreach (var row in PolicyRows.Read(policies.Data))
        {
            var place = places.OfValue(row.Steps);
            yield return new CoveredRule(row.Id, place.File, place.Line, IsRow: true, fired.Contains(row.Id));
        }
    }

    private static IEnumerable<CoveredRule> Definitions(RegoPolicy compiled, CoverageSink sink, HashSet<string> tests) =>
        compiled.Rules.Where(rule => !tests.Contains(rule.File))
            .GroupBy(rule => (rule.File, rule.Row))
            .Select(rules => new CoveredRule(
                rules.First().Path, rules.Key.File, rules.Key.Row, IsRow: false, sink.Heads.Contains(rules.Key)));
}
