using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Vocabularies;

/// <summary>Plain words for people, read from <c>base/words/labels</c>: another language is another member of the same entries. A
/// word without a label stands for itself.</summary>
public sealed class Labels
{
    private readonly RegoObject _words;
    private readonly RegoObject _labels;

    private Labels(RegoObject words, string language)
    {
        _words = words;
        _labels = Member(words, "labels") as RegoObject ?? RegoObject.Empty;
        Language = language;
    }

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>The labels of one language; English where it has none.</summary>
    /// <param name="data">The merged data of a policy folder.</param>
    /// <param name="language">ISO 639-1, such as <c>fr</c>.</param>
    public static Labels Of(RegoObject data, string language) =>
        new(Member(Member(data, "base"), "words") as RegoObject ?? RegoObject.Empty, language);

    /// <summary>The plain words for a word of a list.</summary>
    /// <param name="list">The list, such as <c>fields</c>, <c>purposes</c>, <c>values</c> or <c>pages</c>.</param>
    /// <param name="word">The word.</param>
    public string Of(string list, string word) => Find(list, word) ?? word;

    /// <summary>What would have to change, lawfully, for a condition to hold; empty where nobody wrote it.</summary>
    /// <param name="condition">Name of a facet or of a fact.</param>
    public string ChangeOf(string condition) =>
        Spoken(Member(Member(Member(_labels, "conditions"), condition), "change")) ?? "";

    /// <summary>The plain words for a word that a condition may be tested with.</summary>
    /// <param name="condition">Name of a facet, a fact or a column.</param>
    /// <param name="word">The word.</param>
    public string OfTested(string condition, string word)
    {
        foreach (var list in Texts(Member(Member(Member(_words, "conditions"), condition), "words")))
        {
            if (Find(list, word) is { } label)
            {
                return label;
            }
        }

        return Find("values", word) ?? word;
    }

    /// <summary>The text of an entry in this language, else in English; null when it has neither.</summary>
    /// <param name="texts">An object with a member for each language.</param>
    public string? Spoken(RegoValue? texts) => (Member(texts, Language) ?? Member(texts, "en")) is RegoString text ? text.Value : null;

    /// <summary>A value of a row in words: <c>true</c> is <c>yes</c>.</summary>
    internal static string WordOf(RegoValue value) => value switch
    {
        RegoString text => text.Value,
        RegoBoolean flag => flag.Value ? "true" : "false",
        RegoNumber number when number.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        _ => RegoJson.Write(value),
    };

    internal static RegoValue? Member(RegoValue? value, string name) => (value as RegoObject)?.Get(RegoString.Of(name));

    internal static IEnumerable<string> Texts(RegoValue? list) => list switch
    {
        RegoArray array => array.Items.ToArray().Select(WordOf),
        RegoSet set => set.Items.ToArray().Select(WordOf),
        _ => [],
    };

    private string? Find(string list, string word) => list switch
    {
        "legal_bases" or "facts" => Member(Member(Member(_words, list), word), "means") is RegoString means ? means.Value : null,
        _ => Spoken(Member(Member(_labels, list), word)),
    };
}
