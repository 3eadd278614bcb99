using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;

namespace ShareBroker.Policies.Proving;

/// <summary>What the closed lists say about themselves: words cover exactly what their ids say, beliefs are protected, reductions end, and
/// each forum has one owner.</summary>
/// <param name="words">The words.</param>
/// <param name="places">Where things stand.</param>
internal sealed class WordLints(Catalogue words, DataPlaces places)
{
    private static readonly string[] Trees = ["purposes", "agency_types", "fields"];

    public IEnumerable<PolicyFinding> Run() => [.. Trees.SelectMany(Tree), .. Beliefs(), .. Reductions(), .. Forums()];

    private IEnumerable<PolicyFinding> Tree(string list)
    {
        foreach (var word in words.Words(list))
        {
            var says = RowColumns.Words(words.Entry(list, word), "within");
            string[] means = [.. Prefixes(word)];
            foreach (var extra in says.Except(means, StringComparer.Ordinal))
            {
                yield return At("covers_more", $"'{word}' is listed within '{extra}', so that rules for '{extra}' cover more than they say",
                    $"a word is within itself and the groups of its own id: {string.Join(", ", means)}", list, word, "within");
            }

            if (!says.Contains(word, StringComparer.Ordinal) || (list == "purposes" && means.Except(says, StringComparer.Ordinal).Any()))
            {
                yield return At("covers_less", $"'{word}' is not within all groups of its own id, so that rules for them pass it by",
                    $"write {string.Join(", ", means)}", list, word, "within");
            }
        }
    }

    private static IEnumerable<string> Prefixes(string word)
    {
        for (var end = word.Length; end > 0; end = word.LastIndexOf('.', end - 1))
        {
            yield return word[..end];
        }
    }

    private IEnumerable<PolicyFinding> Beliefs() => words.Fields
        .Where(field => field.Path.Path.StartsWith("belief.", StringComparison.Ordinal)
            && (field.Path.Tier is not ("X" or "N") || !field.Path.SpecialCategories.Contains("9") || field.Path.Target is not null))
        .Select(field => At("belief_unprotected",
            $"'{field.Path.Path}' must be Tier X, a special category of Art. 9, and never a source of a coarser value (X15)",
            "give it tier X and sc 9, and no target", "fields", field.Path.Path));

    private IEnumerable<PolicyFinding> Reductions()
    {
        var targets = words.Fields.ToDictionary(field => field.Path.Path, field => field.Path.Target, StringComparer.Ordinal);
        foreach (var path in targets.Keys)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { path };
            var next = targets[path];
            while (next is not null && targets.ContainsKey(next) && seen.Add(next))
            {
                next = targets[next];
            }

            if (next is not null && !targets.ContainsKey(next))
            {
                yield return At("unknown_word", $"'{next}', to which '{path}' is reduced, is no path of the catalogue",
                    "name a path of base/words/fields", "fields", path, "target");
            }
            else if (next == path)
            {
                yield return At("cycle", $"the reduction of '{path}' leads back to itself", "let one of the paths stand for itself",
                    "fields", path, "target");
            }
        }
    }

    private IEnumerable<PolicyFinding> Forums()
    {
        foreach (var forum in words.Words("forums").Where(forum => forum != "bilateral"))
        {
            var owner = RowColumns.Text(words.Entry("forums", forum), "regime") ?? "";
            var claims = words.Words("regimes").Where(regime => RowColumns.Words(words.Entry("regimes", regime), "forums").Contains(forum))
                .ToList();
            if (owner.Length > 0 && words.Words("regimes").Contains(owner) && !claims.Contains(owner))
            {
                yield return At("forum_claim", $"the forum '{forum}' belongs to the regime '{owner}', which does not list it, "
                    + $"while {(claims.Count == 0 ? "no regime does" : string.Join(", ", claims) + " does")}",
                    "let one regime own the forum: correct its entry here or the regime's forums", "forums", forum);
            }
        }
    }

    private PolicyFinding At(string code, string problem, string advice, params ReadOnlySpan<object> below) =>
        new(code, places.OfValue(["base", "words", .. below]), problem, advice);
}
