using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Vocabularies;

/// <summary>The words of the policies, read from <c>base/words</c>: the same data from which the policies check terms.</summary>
public sealed class Vocabulary
{
    private readonly RegoObject _words;
    private readonly Dictionary<string, CataloguePath> _paths;
    private readonly Dictionary<string, FactKey> _facts;

    private Vocabulary(RegoObject words, IReadOnlyList<string> regimesWithPack)
    {
        _words = words;
        RegimesWithPack = regimesWithPack;
        _paths = ReadPaths(words);
        _facts = ReadFacts(words);
    }

    /// <summary>The words of no policies at all: it knows none.</summary>
    public static Vocabulary Empty { get; } = new(NoWords(), []);

    /// <summary>The words as the data files have them.</summary>
    internal RegoObject Content => _words;

    /// <summary>Every path of the catalogue.</summary>
    public IReadOnlyCollection<CataloguePath> Paths => _paths.Values;

    /// <summary>Every fact key.</summary>
    public IReadOnlyDictionary<string, FactKey> Facts => _facts;

    /// <summary>Every agency type.</summary>
    public IEnumerable<string> AgencyTypes =>
        (_words.Get(RegoString.Of("agency_types")) as RegoObject)?.Keys.ToArray().OfType<RegoString>().Select(type => type.Value) ?? [];

    /// <summary>Regimes that have a pack, sorted.</summary>
    public IReadOnlyList<string> RegimesWithPack { get; }

    /// <summary>A path of the catalogue; null when there is no such leaf.</summary>
    /// <param name="path">The path.</param>
    public CataloguePath? Path(string path) => _paths.GetValueOrDefault(path);

    /// <summary>Whether a word is on one of the closed lists.</summary>
    /// <param name="list">The list: <c>purposes</c>, <c>agency_types</c>, <c>roles</c>, <c>forums</c>, <c>regimes</c>,
    /// <c>legal_bases</c>, <c>reasons</c>, <c>obligations</c>.</param>
    /// <param name="word">The word.</param>
    public bool Knows(string list, string word) => Entry(list, word) is not null;

    /// <summary>Whether a purpose is a requestable leaf below a root such as <c>support</c>.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="root">The root.</param>
    public bool PurposeIsWithin(string purpose, string root) =>
        Entry("purposes", purpose)?.Get(RegoString.Of("within")) is RegoArray within && Contains(within, root);

    /// <summary>Whether agencies of this type work with people in care, education or civil society (outreach).</summary>
    /// <param name="agencyType">The type.</param>
    public bool IsOutreach(string agencyType) =>
        Entry("agency_types", agencyType)?.Get(RegoString.Of("outreach")) is RegoBoolean { Value: true };

    /// <summary>The sentence of a reason code for the practitioner.</summary>
    /// <param name="code">The code.</param>
    /// <param name="language">ISO 639-1; English where the language has no text.</param>
    /// <returns>One sentence; the code itself where the vocabulary has none.</returns>
    public string ReasonText(string code, string language) => Text("reasons", code, language);

    /// <summary>The sentence of an obligation.</summary>
    /// <param name="id">Id of the obligation.</param>
    /// <param name="language">ISO 639-1; English where the language has no text.</param>
    public string ObligationText(string id, string language) => Text("obligations", id, language);

    /// <summary>The class of a reason.</summary>
    /// <param name="code">The code.</param>
    public ReasonClass ReasonClassOf(string code) =>
        code == Decision.SystemUnavailableCode
            ? ReasonClass.Request
            : Entry("reasons", code)?.Get(RegoString.Of("class")) is RegoString word
            ? word.Value switch
            {
                "request" => ReasonClass.Request,
                "either" => ReasonClass.Either,
                _ => ReasonClass.Person,
            }
            : ReasonClass.Person;

    /// <summary>Reads the words of merged policy data.</summary>
    /// <param name="data">The data of a policy folder.</param>
    /// <exception cref="PolicyException"><c>base/words</c> is missing or not of its shape (<c>policy_data</c>).</exception>
    public static Vocabulary Read(RegoObject data)
    {
        try
        {
            var words = (new MemberReader(data, "data").Object("base").Get("words") as RegoObject)
                ?? throw new PolicyException("policy_data", "the policies have no 'base/words'; the vocabulary stands there");
            return new Vocabulary(words, PacksOf(data));
        }
        catch (PolicyException fault) when (fault.Code == "input_malformed")
        {
            throw new PolicyException("policy_data", fault.Message, fault);
        }
    }

    // A pack stands below regimes/<country>/ and names its regime itself.
    private static IReadOnlyList<string> PacksOf(RegoObject data) =>
        [.. Tables.PolicyRows.Packs(data).Select(pack => pack.Text("regime")).Order(StringComparer.Ordinal)];

    private static RegoObject NoWords()
    {
        var words = new RegoObject.Builder();
        words.Put("fields", RegoObject.Empty);
        words.Put("facts", RegoObject.Empty);
        return words.Build();
    }

    private static Dictionary<string, CataloguePath> ReadPaths(RegoObject words)
    {
        var paths = new Dictionary<string, CataloguePath>(StringComparer.Ordinal);
        foreach (var (path, value) in new MemberReader(words, "data.base.words").Object("fields").Members())
        {
            var field = new MemberReader(value, "data.base.words.fields." + path);
            paths[path] = new CataloguePath
            {
                Path = path,
                Category = field.Text("category"),
                Tier = field.Text("tier"),
                Sensitivity = field.OptionalInteger("sens") ?? throw field.Malformed("sens", "0 to 4"),
                SpecialCategories = field.Texts("sc"),
                Scheme = field.OptionalText("scheme"),
                Target = field.OptionalText("target"),
            };
        }

        return paths;
    }

    private static Dictionary<string, FactKey> ReadFacts(RegoObject words)
    {
        var facts = new Dictionary<string, FactKey>(StringComparer.Ordinal);
        foreach (var (key, value) in new MemberReader(words, "data.base.words").Object("facts").Members())
        {
            var fact = new MemberReader(value, "data.base.words.facts." + key);
            var absent = fact.Get("absent") is { } strict && FactValue.TryRead(strict, out var read) ? read : null;
            facts[key] = new FactKey(key, fact.Text("type"), fact.Texts("values"), absent);
        }

        return facts;
    }

    private string Text(string list, string word, string language)
    {
        var texts = Entry(list, word)?.Get(RegoString.Of("text")) as RegoObject;
        return (texts?.Get(RegoString.Of(language)) ?? texts?.Get(RegoString.Of("en"))) is RegoString text ? text.Value : word;
    }

    private RegoObject? Entry(string list, string word) =>
        (_words.Get(RegoString.Of(list)) as RegoObject)?.Get(RegoString.Of(word)) as RegoObject;

    private static bool Contains(RegoArray list, string word)
    {
        foreach (var item in list.Items)
        {
            if (item is RegoString text && text.Value == word)
            {
                return true;
            }
        }

        return false;
    }
}
