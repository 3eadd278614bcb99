using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tables;

/// <summary>Reads the rows of the base layer and of every pack.</summary>
public static class PolicyRows
{
    /// <summary>All rows, the base layer's first, then those of the packs by country and regime.</summary>
    /// <param name="data">The merged data of a policy folder.</param>
    /// <exception cref="PolicyException">A row lacks an id or an effect, or is not an object (<c>policy_data</c>).</exception>
    public static IReadOnlyList<PolicyRow> Read(RegoObject data) =>
        Read(data, static (_, fault) => throw new PolicyException("policy_data", fault.Message, fault));

    /// <summary>The rows that can be read; each that cannot is told with its place.</summary>
    internal static IReadOnlyList<PolicyRow> Read(RegoObject data, Action<IReadOnlyList<object>, PolicyException> onFault)
    {
        var rows = new List<PolicyRow>();
        foreach (var (table, regime, steps) in Tables(data, onFault))
        {
            var count = table.Get("rows") is RegoArray list ? list.Count : 0;
            for (var position = 0; position < count; position++)
            {
                object[] place = [.. steps, "rows", position];
                Try(place, onFault, () => rows.Add(Row(table, position, regime, place)));
            }
        }

        return rows;
    }

    private static List<(MemberReader Table, string Regime, object[] Steps)> Tables(
        RegoObject data, Action<IReadOnlyList<object>, PolicyException> onFault)
    {
        var tables = new List<(MemberReader, string, object[])>();
        Try(["base", "tables"], onFault, () =>
        {
            if (new MemberReader(data, "data").OptionalObject("base")?.OptionalObject("tables") is { } table)
            {
                _ = table.Get("rows") is null or RegoArray ? true : throw table.Malformed("rows", "a list");
                tables.Add((table, "", ["base", "tables"]));
            }
        });
        foreach (var (pack, steps) in PacksWithSteps(data, onFault))
        {
            Try(steps, onFault, () =>
            {
                _ = pack.Get("rows") is null or RegoArray ? true : throw pack.Malformed("rows", "a list");
                tables.Add((pack, pack.Text("regime"), steps));
            });
        }

        return tables;
    }

    private static void Try(object[] steps, Action<IReadOnlyList<object>, PolicyException> onFault, Action read)
    {
        try
        {
            read();
        }
        catch (PolicyException fault) when (fault.Code == "input_malformed")
        {
            onFault(steps, fault);
        }
    }

    /// <summary>The packs: objects below <c>regimes/country/</c> that name their regime.</summary>
    internal static IEnumerable<MemberReader> Packs(RegoObject data) =>
        PacksWithSteps(data, static (_, fault) => throw fault).Select(static pack => pack.Pack);

    /// <summary>The packs with their places; what is no object there is told.</summary>
    internal static IEnumerable<(MemberReader Pack, object[] Steps)> PacksWithSteps(
        RegoObject data, Action<IReadOnlyList<object>, PolicyException> onFault)
    {
        var found = new List<(MemberReader, object[])>();
        Try(["regimes"], onFault, () =>
        {
            var regimes = new MemberReader(data, "data").OptionalObject("regimes");
            foreach (var (country, packs) in regimes?.Members() ?? [])
            {
                Try(["regimes", country], onFault, () => found.AddRange(
                    new MemberReader(packs, $"data.regimes.{country}").Members()
                        .Where(static pack => pack.Value is RegoObject)
                        .Select(pack => (new MemberReader(pack.Value, $"data.regimes.{country}.{pack.Key}"),
                            new object[] { "regimes", country, pack.Key }))));
            }
        });
        return found;
    }

    private static PolicyRow Row(MemberReader table, int position, string regime, object[] steps)
    {
        var row = new MemberReader(((RegoArray)table.Get("rows")!)[position], $"data.{string.Join('.', steps[..^1])}[{position}]");
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
            Steps = steps,
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
