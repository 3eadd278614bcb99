using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>Looks for everything that is wrong with the tables of a policy set, all at once. Compile errors are found before, by loading
/// it.</summary>
public static class PolicyCheck
{
    private static readonly string[] Statuses = ["seed", "ours", "verify"];

    /// <summary>One sentence for each finding, with the row's id and what to do; empty when the tables are sound.</summary>
    /// <param name="policies">The policies.</param>
    /// <exception cref="PolicyException">A row has no id or effect at all (<c>policy_data</c>).</exception>
    public static IReadOnlyList<string> Run(PolicySet policies)
    {
        var rows = PolicyRows.Read(policies.Data);
        var findings = rows.GroupBy(row => row.Id, StringComparer.Ordinal)
            .Where(twins => twins.Count() > 1)
            .Select(twins => $"{twins.Key}: {twins.Count()} rows have this id; give each its own")
            .ToList();
        if (rows.Count == 0)
        {
            findings.Add("there is no row at all; grants and denials stand in the tables of base and packs");
        }

        findings.AddRange(rows.SelectMany(row => Check(row, policies.Vocabulary)));
        return findings;
    }

    private static IEnumerable<string> Check(PolicyRow row, Vocabulary words)
    {
        if (row.Source.Length == 0)
        {
            yield return $"{row.Id}: has no source; name the document and line it comes from";
        }

        if (!Statuses.Contains(row.Status))
        {
            yield return $"{row.Id}: status '{row.Status}' is none of seed, ours, verify";
        }

        if (!row.Text.ContainsKey("en"))
        {
            yield return $"{row.Id}: has no English sentence; write one in text.en";
        }

        if (row.Effect is "permit" or "deny" && (row.Reason.Length == 0 || !words.Knows("reasons", row.Reason)))
        {
            yield return $"{row.Id}: reason '{row.Reason}' is not a reason code of the vocabulary";
        }

        if (row.Effect is "permit" or "deny" && !row.Reason.StartsWith(row.Effect + "_", StringComparison.Ordinal))
        {
            yield return $"{row.Id}: a row that says '{row.Effect}' has the reason '{row.Reason}'";
        }

        foreach (var unknown in UnknownWords(row, words))
        {
            yield return $"{row.Id}: {unknown}";
        }
    }

    private static IEnumerable<string> UnknownWords(PolicyRow row, Vocabulary words)
    {
        foreach (var forum in Texts(row.Content, "forum").Where(forum => !words.Knows("forums", forum)))
        {
            yield return $"forum '{forum}' is not in the vocabulary";
        }

        foreach (var obligation in Keys(row.Content, "obligations").Where(id => !words.Knows("obligations", id)))
        {
            yield return $"obligation '{obligation}' is not in the vocabulary";
        }

        foreach (var purpose in Texts(row.Content, "purposes").Where(purpose => !IsPurposeOrRoot(purpose, words)))
        {
            yield return $"purpose '{purpose}' is neither a leaf nor a root of the vocabulary";
        }

        foreach (var type in Texts(row.Content, "from").Concat(Texts(row.Content, "to")).Concat(Texts(row.Content, "by"))
            .Where(type => !IsParty(type, words)))
        {
            yield return $"party '{type}' is neither an agency type nor a forum of the vocabulary";
        }
    }

    private static bool IsPurposeOrRoot(string purpose, Vocabulary words) =>
        words.Knows("purposes", purpose) || purpose is "support" or "security" or "prosecution" or "oversight" or "knowledge";

    private static bool IsParty(string word, Vocabulary words) =>
        words.Knows("agency_types", word) || words.Knows("forums", word)
        || words.AgencyTypes.Any(type => type.StartsWith(word + ".", StringComparison.Ordinal));

    private static IEnumerable<string> Texts(RegoObject row, string member) =>
        row.Get(RegoString.Of(member)) is RegoArray list ? list.Items.ToArray().OfType<RegoString>().Select(text => text.Value) : [];

    private static IEnumerable<string> Keys(RegoObject row, string member) =>
        row.Get(RegoString.Of(member)) is RegoObject members ? members.Keys.ToArray().OfType<RegoString>().Select(text => text.Value) : [];
}
