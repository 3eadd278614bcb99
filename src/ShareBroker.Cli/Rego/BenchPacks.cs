using ShareBroker.Policies.Deciding;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Cases from the repository's own packs: the documented meeting as it stands, the same for every field of the catalogue, and every field
/// under the pack with the most rows.
/// </summary>
internal static class BenchPacks
{
    /// <summary>The cases, with their requests written to a scratch folder; none when the packs or the example are not there.</summary>
    public static IReadOnlyList<BenchCase> Load(string policies, string example, string scratch)
    {
        if (!Directory.Exists(policies) || !File.Exists(example) || BenchCase.Read(example) is not RegoObject input)
        {
            return [];
        }

        var data = PolicyFiles.Load([policies]).Data;
        var fields = Fields(data);
        var (largest, rows) = Largest(data);
        return
        [
            Case("packs/example", policies, example),
            Case("packs/fields", policies, Write(scratch, "fields", Asking(input, fields, regime: null))),
            Case($"packs/{largest}", policies, Write(scratch, $"{rows}-rows", Asking(input, fields, largest))),
        ];
    }

    private static BenchCase Case(string name, string policies, string input) =>
        new(name, [policies], EmbeddedDecisionPoint.EntryPoint, [input], []);

    private static string Write(string scratch, string name, RegoValue input)
    {
        var file = Path.Combine(scratch, name + ".json");
        File.WriteAllText(file, RegoJson.Write(input));
        return file;
    }

    private static RegoArray Fields(RegoValue data)
    {
        var catalogue = (RegoObject)At(data, "base", "words", "fields")!;
        return RegoArray.Adopt(Array.ConvertAll(catalogue.Keys.ToArray(), static path => (RegoValue)new RegoObject.Builder()
            .Set(RegoString.Of("path"), path)
            .Set(RegoString.Of("why"), RegoString.Of("to choose between two providers"))
            .Build()));
    }

    private static (string Regime, int Rows) Largest(RegoValue data)
    {
        var packs =
            from country in Entries(At(data, "regimes"))
            from pack in Entries(country.Value)
            let rows = At(pack.Value, "rows") is RegoArray array ? array.Count : 0
            orderby rows descending
            select ($"{country.Key}.{pack.Key}", rows);
        return packs.First();
    }

    private static IEnumerable<(string Key, RegoValue Value)> Entries(RegoValue? value) => value is RegoObject obj
        ? Enumerable.Range(0, obj.Count).Select(index => (((RegoString)obj.KeyAt(index)).Value, obj.ValueAt(index)))
        : [];

    private static RegoObject Asking(RegoObject input, RegoArray fields, string? regime)
    {
        var request = Copy((RegoObject)input.Get(RegoString.Of("request"))!).Set(RegoString.Of("fields"), fields);
        if (regime is not null)
        {
            request.Set(RegoString.Of("regime"), RegoString.Of(regime));
        }

        return Copy(input).Set(RegoString.Of("request"), request.Build()).Build();
    }

    private static RegoObject.Builder Copy(RegoObject source)
    {
        var copy = new RegoObject.Builder(source.Count);
        for (var i = 0; i < source.Count; i++)
        {
            copy.Set(source.KeyAt(i), source.ValueAt(i));
        }

        return copy;
    }

    private static RegoValue? At(RegoValue? value, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            value = (value as RegoObject)?.Get(RegoString.Of(key));
        }

        return value;
    }
}
