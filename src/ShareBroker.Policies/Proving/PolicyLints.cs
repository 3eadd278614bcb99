using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Proving;

/// <summary>What the tables mean together, regime by regime. A finding that a pack accepts, with the reason, under <c>accepts</c> is not
/// told; the walls cannot be accepted.</summary>
internal static class PolicyLints
{
    private static readonly string[] Walls = ["support_to_prosecution", "support_to_intelligence", "two_packs", "forum_claim"];

    public static IReadOnlyList<PolicyFinding> Run(RegoObject data, DataPlaces places)
    {
        var words = new Catalogue(data);
        var packs = PolicyPack.Read(data);
        var shared = PolicyRows.Read(data, static (_, _) => { }).Where(row => row.Regime.Length == 0).ToList();
        var struck = words.Words("reasons").Where(code => RowColumns.Text(words.Entry("reasons", code), "emergency") == "struck")
            .ToHashSet(StringComparer.Ordinal);
        var findings = new List<PolicyFinding>(new WordLints(words, places).Run());
        findings.AddRange(Claims(packs, places));
        HashSet<string>? dead = null;
        foreach (var pack in packs.DistinctBy(pack => pack.Regime, StringComparer.Ordinal))
        {
            var proof = new RegimeProof(new World(words, pack.Regime), [.. shared, .. pack.Rows, .. pack.Borrowed], struck);
            var rows = new DeadRowLints(proof, places);
            var listed = Listed(pack);
            findings.AddRange(WallLints.Run(proof, places).DistinctBy(finding => (finding.Code, finding.Place)));
            findings.AddRange(rows.Run([.. pack.Rows.Where(row => !listed.Contains(row.Id))]));
            findings.AddRange(new GrantLints(proof, places).Run(pack.Rows));
            dead = dead is null ? [.. rows.Dead(shared)] : [.. dead.Intersect(rows.Dead(shared.Where(row => dead.Contains(row.Id))))];
        }

        findings.AddRange(shared.Where(row => dead?.Contains(row.Id) == true).Select(row => new PolicyFinding(
            "never_fires", places.OfValue([.. row.Steps, "id"]), $"row {row.Id} can never apply in any regime",
            "correct the condition that was meant otherwise, or take the row away")));
        return [.. findings.DistinctBy(finding => (finding.Code, finding.Place)).Except(Accepted(data, findings))];
    }

    // Rows that only repeat another are listed with the reason and stay.
    private static HashSet<string> Listed(PolicyPack pack) =>
        [.. (pack.Content.Get(RegoString.Of("repeats")) as RegoObject)?.Keys.ToArray().OfType<RegoString>().Select(id => id.Value) ?? []];

    private static IEnumerable<PolicyFinding> Claims(IReadOnlyList<PolicyPack> packs, DataPlaces places)
    {
        foreach (var twins in packs.GroupBy(pack => pack.Regime, StringComparer.Ordinal).Where(twins => twins.Count() > 1))
        {
            foreach (var pack in twins.Skip(1))
            {
                yield return new PolicyFinding("two_packs", places.OfValue([.. pack.Folder.Split('/'), "regime"]),
                    $"two packs claim the regime '{twins.Key}' and its forums: {string.Join(" and ", twins.Select(twin => twin.Folder))}",
                    "keep one, or give the other a regime and a forum of its own");
            }
        }
    }

    private static IEnumerable<PolicyFinding> Accepted(RegoObject data, List<PolicyFinding> findings)
    {
        foreach (var row in PolicyRows.Read(data, static (_, _) => { }))
        {
            object[] table = [.. row.Steps.Take(row.Steps.Count - 2)];
            var accepts = ((table.Aggregate((RegoValue?)data, (place, step) => (place as RegoObject)?.Get(RegoString.Of((string)step)))
                as RegoObject)?.Get(RegoString.Of("accepts")) as RegoObject)?.Get(RegoString.Of(row.Id)) as RegoObject;
            if (accepts is null)
            {
                continue;
            }

            foreach (var finding in findings.Where(finding => !Walls.Contains(finding.Code)
                && finding.Problem.Contains($"row {row.Id} ", StringComparison.Ordinal)
                && RowColumns.Text(accepts, finding.Code)?.Trim().Length > 0))
            {
                yield return finding;
            }
        }
    }
}
