using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>What a table says besides its rows: the pack's regime and title, the rows it shares, and the rules it lists without a
/// row.</summary>
/// <param name="schema">The words.</param>
/// <param name="rows">All rows.</param>
/// <param name="places">Where things stand.</param>
internal sealed class PackCheck(RowSchema schema, IReadOnlyList<PolicyRow> rows, DataPlaces places)
{
    private static readonly string[] Members = ["regime", "title", "rows", "shares", "elsewhere", "repeats", "accepts"];

    private readonly ILookup<string, string> _rowsOf = rows.ToLookup(row => row.Regime.Length == 0 ? "base" : row.Regime, row => row.Id,
        StringComparer.Ordinal);

    /// <summary>Everything that is wrong with one pack.</summary>
    public IEnumerable<PolicyFinding> Run(RegoObject pack, object[] steps)
    {
        var findings = new List<PolicyFinding>();
        var place = $"{steps[1]}.{steps[2]}";
        var regime = pack.Get(RegoString.Of("regime")) is RegoString named ? named.Value : "";
        if (regime != place)
        {
            findings.Add(Value("pack_at_wrong_place", [.. steps, "regime"],
                $"the pack says it is '{regime}' but stands where {place} does",
                $"move its folder to regimes/{regime.Replace('.', '/')} (dots after the first stay), or correct its name"));
        }
        else if (!schema.WordsIn("regimes").Contains(RegoString.Of(regime)))
        {
            findings.Add(Value("unknown_word", [.. steps, "regime"], $"the regime '{regime}' is on no list",
                "add it to base/words/regimes first"));
        }

        findings.AddRange(Names(pack).Where(name => !Members.Contains(name)).Select(name => Name("unknown_member", [.. steps, name],
            $"no pack has a member '{name}'", NearestWord.Of(name, Members) is { } near ? $"did you mean '{near}'?" : "take it away")));
        findings.AddRange(new[] { "en", "fr" }.Where(language => Object(pack, "title").Get(RegoString.Of(language)) is not RegoString)
            .Select(language => Value("no_title", [.. steps, "title"], $"the pack {place} has no title.{language}",
                "write its name there")));
        Shares(pack, steps, findings);
        Repeats(pack, place, steps, findings);
        return findings;
    }

    private void Shares(RegoObject pack, object[] steps, List<PolicyFinding> findings)
    {
        foreach (var place in Names(Object(pack, "shares")))
        {
            foreach (var id in Names(Object(Object(pack, "shares"), place)).Where(id => !_rowsOf[place].Contains(id)))
            {
                findings.Add(Name("shared_row_missing", [.. steps, "shares", place, id],
                    $"there is no row '{id}' in {place}, so that every request of this regime is refused",
                    "name a row that is there, or take it away"));
            }
        }
    }

    private void Repeats(RegoObject pack, string place, object[] steps, List<PolicyFinding> findings)
    {
        var here = _rowsOf[place].Concat(Names(Object(pack, "shares")).SelectMany(from => Names(Object(Object(pack, "shares"), from))));
        findings.AddRange(Names(Object(pack, "repeats")).Except(here, StringComparer.Ordinal).Select(id => Name(
            "listed_row_missing", [.. steps, "repeats", id], $"'{id}' is listed as repeating another row but is no row of this pack",
            "take it off the list")));
    }

    private PolicyFinding Value(string code, object[] steps, string problem, string advice) =>
        new(code, places.OfValue([.. steps]), problem, advice);

    private PolicyFinding Name(string code, object[] steps, string problem, string advice) =>
        new(code, places.OfName([.. steps]), problem, advice);

    private static RegoObject Object(RegoObject parent, string name) => parent.Get(RegoString.Of(name)) as RegoObject ?? RegoObject.Empty;

    private static IEnumerable<string> Names(RegoObject members) =>
        members.Keys.ToArray().OfType<RegoString>().Select(name => name.Value);
}
