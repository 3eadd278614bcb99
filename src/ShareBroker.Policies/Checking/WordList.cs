using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>The closed list that a place of a row takes its words from.</summary>
/// <param name="Home">Where the list stands, for advice.</param>
/// <param name="Terms">The words; yes and no are truth values.</param>
internal sealed record WordList(string Home, IReadOnlySet<RegoValue> Terms)
{
    private const int FewTerms = 8;

    /// <summary>What to do about a word that is not on the list.</summary>
    public string Advice(RegoValue wrong)
    {
        var texts = Terms.OfType<RegoString>().Select(term => term.Value).Order(StringComparer.Ordinal).ToList();
        var near = wrong is RegoString text ? NearestWord.Of(text.Value, texts) : null;
        var choice = Terms.Count <= FewTerms
            ? "write " + string.Join(" or ", Terms.Select(RegoJson.Write).Order(StringComparer.Ordinal))
            : $"choose a word of {Home}, or add it there first";
        return near is null ? choice : $"did you mean '{near}'? otherwise {choice}";
    }
}
