using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tables;

/// <summary>One pack: its own rows and those that it shares with other packs.</summary>
/// <param name="Regime">Id of the regime.</param>
/// <param name="Folder">Folder below the policies, with slashes.</param>
/// <param name="Content">What its data file holds.</param>
/// <param name="Rows">Its own rows.</param>
/// <param name="Borrowed">Rows of other packs that run here too.</param>
/// <param name="NamedHere">Rows of the base that are rules of this regime, by row id, with their id here; and those borrowed.</param>
internal sealed record PolicyPack(
    string Regime, string Folder, RegoObject Content, IReadOnlyList<PolicyRow> Rows, IReadOnlyList<PolicyRow> Borrowed,
    IReadOnlyDictionary<string, string> NamedHere)
{
    /// <summary>The packs of merged data, by regime.</summary>
    public static IReadOnlyList<PolicyPack> Read(RegoObject data)
    {
        var rows = PolicyRows.Read(data, static (_, _) => { });
        var byRegime = rows.ToLookup(row => row.Regime, StringComparer.Ordinal);
        return
        [
            .. PolicyRows.PacksWithSteps(data, static (_, _) => { })
                .Where(pack => pack.Pack.Get("regime") is RegoString)
                .Select(pack => Read(pack.Pack.Content, pack.Steps, byRegime))
                .OrderBy(pack => pack.Regime, StringComparer.Ordinal),
        ];
    }

    private static PolicyPack Read(RegoObject content, object[] steps, ILookup<string, PolicyRow> byRegime)
    {
        var regime = ((RegoString)content.Get(RegoString.Of("regime"))!).Value;
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        var borrowed = new List<PolicyRow>();
        foreach (var (place, ids) in Members(content.Get(RegoString.Of("shares"))))
        {
            foreach (var (id, rule) in Members(ids))
            {
                named[id] = (rule as RegoString)?.Value ?? id;
            }

            borrowed.AddRange(byRegime[place].Where(row => place != "base" && named.ContainsKey(row.Id)));
        }

        return new PolicyPack(regime, string.Join('/', steps), content, [.. byRegime[regime]], borrowed, named);
    }

    private static IEnumerable<(string Name, RegoValue Value)> Members(RegoValue? value)
    {
        if (value is RegoObject members)
        {
            for (var index = 0; index < members.Count; index++)
            {
                if (members.KeyAt(index) is RegoString name)
                {
                    yield return (name.Value, members.ValueAt(index));
                }
            }
        }
    }
}
