using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>The closed lists and the rows of one set of policies, as far as a comparison needs them. What is missing is empty.</summary>
internal sealed class DiffWords
{
    private readonly RegoObject _words;
    private readonly RegoObject _data;

    public DiffWords(PolicySet policies)
    {
        _data = policies.Data;
        _words = Object(Object(_data, "base"), "words");
        BaseRows = Rows(Object(Object(_data, "base"), "tables"));
    }

    public IReadOnlyList<DiffRow> BaseRows { get; }

    public IEnumerable<string> Regimes => Keys(Object(_words, "regimes"));

    public IEnumerable<string> AgencyTypes => Keys(Object(_words, "agency_types"));

    public IEnumerable<string> Purposes => Keys(Object(_words, "purposes"));

    public IEnumerable<string> Paths => Keys(Object(_words, "fields"));

    public IEnumerable<string> AggregatePurposes => Texts(_words, "aggregate_purposes");

    public RegoObject Facts => Object(_words, "facts");

    public RegoObject Conditions => Object(_words, "conditions");

    public RegoObject Roles => Object(_words, "roles");

    public int DimensionsMax => _words.Get(RegoString.Of("most_dimensions")) is RegoNumber number && number.TryGetInt64(out var most)
        ? (int)most
        : 1;

    /// <summary>Rows of the base layer, of the regime's pack, and those that the pack shares with other packs.</summary>
    public IReadOnlyList<DiffRow> RowsOf(string regime)
    {
        var shares = Object(Pack(regime), "shares");
        var borrowed = Keys(shares).SelectMany(place => Rows(Pack(place))
            .Where(row => Object(shares, place).Get(RegoString.Of(row.Id)) is not null));
        return [.. BaseRows, .. Rows(Pack(regime)), .. borrowed];
    }

    /// <summary>The pack of a regime; empty where it has none.</summary>
    public RegoObject Pack(string regime)
    {
        var parts = regime.Split('.', 2);
        return parts.Length < 2 ? RegoObject.Empty : Object(Object(Object(_data, "regimes"), parts[0]), parts[1]);
    }

    public IReadOnlyList<string> ForumsOf(string regime) => ["bilateral", .. Texts(Object(Object(_words, "regimes"), regime), "forums")];

    public string CountryOf(string regime) =>
        Text(Object(Object(_words, "regimes"), regime), "country") is { Length: > 0 } country && country != "any"
            ? country
            : Texts(_words, "countries") is [var first, ..] ? first : "";

    /// <summary>Words of which a purpose is a part, itself included.</summary>
    public IReadOnlyList<string> PurposeWithin(string purpose) => Texts(Object(Object(_words, "purposes"), purpose), "within");

    public IReadOnlyList<string> PathWithin(string path) => Texts(Object(Object(_words, "fields"), path), "within");

    /// <summary>Tier and special category of a path.</summary>
    public string KindOf(string path) =>
        Text(Object(Object(_words, "fields"), path), "tier") + string.Join(',', Texts(Object(Object(_words, "fields"), path), "sc"));

    public IReadOnlyList<string> OwnCategories(string type) => Texts(Object(Object(_words, "agency_types"), type), "categories");

    /// <summary>Legal bases of a kind that could be named in a country, by code.</summary>
    public IEnumerable<string> Codes(string kind, string country, string regime)
    {
        var bases = Object(_words, "legal_bases");
        return Keys(bases).Where(code =>
        {
            var basis = Object(bases, code);
            return Text(basis, "kind") == kind && Text(basis, "country") is var of && (of == "any" || of == country) &&
                (Text(basis, "regime") is var owner && (owner.Length == 0 || owner == regime));
        });
    }

    /// <summary>The value that stands for a fact that nobody stated.</summary>
    public RegoValue AbsentOf(string fact) => Object(Facts, fact).Get(RegoString.Of("absent")) ?? RegoString.Of("");

    /// <summary>The forum that a place is in a regime; null for none.</summary>
    public string? PlaceOf(string regime, string place) =>
        (Object(Object(Object(_words, "regimes"), regime), "places").Get(RegoString.Of(place)) as RegoString)?.Value;

    public RegoObject Basis(string code) => Object(Object(_words, "legal_bases"), code);

    /// <summary>Whether a legal basis lists a purpose or what covers it.</summary>
    public bool Covers(string code, string purpose) =>
        Texts(Basis(code), "purposes").Intersect(PurposeWithin(purpose), StringComparer.Ordinal).Any();

    public static RegoObject Object(RegoObject parent, string name) => parent.Get(RegoString.Of(name)) as RegoObject ?? RegoObject.Empty;

    public static string Text(RegoObject parent, string name) => parent.Get(RegoString.Of(name)) is RegoString text ? text.Value : "";

    public static IReadOnlyList<RegoValue> Items(RegoObject parent, string name) =>
        parent.Get(RegoString.Of(name)) is RegoArray list ? [.. list.Items] : [];

    public static IReadOnlyList<string> Texts(RegoObject parent, string name) =>
        [.. Items(parent, name).OfType<RegoString>().Select(static text => text.Value)];

    public static IEnumerable<string> Keys(RegoObject parent)
    {
        for (var index = 0; index < parent.Count; index++)
        {
            yield return ((RegoString)parent.KeyAt(index)).Value;
        }
    }

    private static List<DiffRow> Rows(RegoObject table) => [.. Items(table, "rows").OfType<RegoObject>()
        .Select(static row => new DiffRow(row))];
}
