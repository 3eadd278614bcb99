using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>What one row says by itself: its own words and members against the closed lists.</summary>
/// <param name="words">The words.</param>
/// <param name="places">Where things stand.</param>
internal sealed class RowCheck(Vocabulary words, DataPlaces places)
{
    private static readonly string[] Statuses = ["seed", "ours", "verify"];

    public IEnumerable<PolicyFinding> Run(PolicyRow row)
    {
        if (row.Source.Length == 0)
        {
            yield return At(row, row.Effect == "permit" ? "permit_without_source" : "no_source", $"row {row.Id} has no source",
                "name the document and line it comes from, or write \"ours\"", "source");
        }

        if (!Statuses.Contains(row.Status))
        {
            yield return At(row, "status", $"row {row.Id} has the status '{row.Status}'", "write seed, ours or verify", "status");
        }

        if (!row.Text.ContainsKey("en"))
        {
            yield return At(row, "no_sentence", $"row {row.Id} has no English sentence", "write one in text.en", "text");
        }

        if (row.Effect is "permit" or "deny" && (row.Reason.Length == 0 || !words.Knows("reasons", row.Reason)))
        {
            yield return At(row, "unknown_word", $"row {row.Id} gives the reason '{row.Reason}', which is not on the list of reasons",
                "choose one of base/words/reasons", "reason");
        }

        if (row.Effect is "permit" or "deny" && !row.Reason.StartsWith(row.Effect + "_", StringComparison.Ordinal))
        {
            yield return At(row, "reason_of_other_effect", $"row {row.Id} says '{row.Effect}' but its reason is '{row.Reason}'",
                $"choose a reason that begins with {row.Effect}_", "reason");
        }

        foreach (var finding in UnknownWords(row))
        {
            yield return finding;
        }
    }

    private IEnumerable<PolicyFinding> UnknownWords(PolicyRow row) =>
    [
        .. Unknown(row, "forum", forum => words.Knows("forums", forum) || words.Knows("places", forum), "forums"),
        .. Unknown(row, "purposes", IsPurposeOrRoot, "purposes"),
        .. Unknown(row, "by", IsParty, "agency_types or forums"),
        .. Unknown(row, "from", IsParty, "agency_types or forums"),
        .. Unknown(row, "to", IsParty, "agency_types or forums"),
        .. Keys(row.Content, "obligations").Where(id => !words.Knows("obligations", id))
            .Select(id => At(row, "unknown_word", $"row {row.Id} names the obligation '{id}', which is on no list",
                "choose one of base/words/obligations", "obligations", id)),
    ];

    private IEnumerable<PolicyFinding> Unknown(PolicyRow row, string column, Predicate<string> isKnown, string list) =>
        Texts(row.Content, column).Select((word, position) => (word, position)).Where(entry => !isKnown(entry.word))
            .Select(entry => At(row, "unknown_word", $"row {row.Id} names '{entry.word}' under {column}, which is on no list",
                $"choose one of base/words/{list}, or add it there first", column, entry.position));

    private PolicyFinding At(PolicyRow row, string code, string problem, string advice, params ReadOnlySpan<object> below) =>
        new(code, places.OfValue([.. row.Steps, .. below]), problem, advice);

    private bool IsPurposeOrRoot(string purpose) =>
        words.Knows("purposes", purpose) || purpose is "support" or "security" or "prosecution" or "oversight" or "knowledge";

    private bool IsParty(string word) =>
        words.Knows("agency_types", word) || words.Knows("forums", word) || words.Knows("places", word)
        || words.AgencyTypes.Any(type => type.StartsWith(word + ".", StringComparison.Ordinal));

    private static IEnumerable<string> Texts(RegoObject row, string member) =>
        row.Get(RegoString.Of(member)) is RegoArray list ? list.Items.ToArray().OfType<RegoString>().Select(text => text.Value) : [];

    private static IEnumerable<string> Keys(RegoObject row, string member) =>
        row.Get(RegoString.Of(member)) is RegoObject members ? members.Keys.ToArray().OfType<RegoString>().Select(text => text.Value) : [];
}
