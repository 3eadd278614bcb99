using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tables;

/// <summary>Reads the rows of the base layer and of every pack.</summary>
public static class PolicyRows
{
    /// <summary>All rows, the base layer's first, then those of the packs by country and regime.</summary>
    /// <param name="data">The merged data of a policy folder.</param>
    /// <exception cref="PolicyException">A row lacks an id or an effect, or is not an object (<c>policy_data</c>).</exception>
    public static IReadOnlyList<PolicyRow> Read(RegoObject data)
    {
        try
        {
            var tables = new MemberReader(data, "data").OptionalObject("base")?.OptionalObject("tables");
            return
            [
                .. (tables?.Objects("rows") ?? []).Select(row => Row(row, regime: "")),
                .. Packs(data).SelectMany(pack => pack.Objects("rows").Select(row => Row(row, pack.Text("regime")))),
            ];
        }
        catch (PolicyException fault) when (fault.Code == "input_malformed")
        {
            throw new PolicyException("policy_data", fault.Message, fault);
        }
    }

    /// <summary>The packs: objects below <c>regimes/country/</c> that name their regime.</summary>
    internal static IEnumerable<MemberReader> Packs(RegoObject data)
    {
        var regimes = new MemberReader(data, "data").OptionalObject("regimes");
        foreach (var (country, packs) in regimes?.Members() ?? [])
        {
            foreach (var (name, pack) in new MemberReader(packs, $"data.regimes.{country}").Members())
            {
                if (pack is RegoObject)
                {
                    yield return new MemberReader(pack, $"data.regimes.{country}.{name}");
                }
            }
        }
    }

    private static PolicyRow Row(MemberReader row, string regime)
    {
        var id = row.Text("id");
        return new PolicyRow
        {
            Id = id,
            Rule = row.OptionalText("rule") ?? id,
            Regime = regime,
            Effect = row.Text("effect"),
            Reason = row.OptionalText("reason") ?? "",
            Source = row.OptionalText("source") ?? "",
            Status = row.OptionalText("status") ?? "",
            Text = Texts(row.OptionalObject("text")),
            Content = row.Content,
        };
    }

    private static Dictionary<string, string> Texts(MemberReader? texts)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (language, value) in texts?.Members() ?? [])
        {
            read[language] = value is RegoString text ? text.Value : throw texts!.Malformed(language, "text");
        }

        return read;
    }
}
