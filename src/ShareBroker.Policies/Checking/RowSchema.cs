using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>The shape of a row: its columns, and the words each may hold, read from <c>base/words</c> like everything else.</summary>
internal sealed class RowSchema
{
    private readonly RegoObject _words;
    private readonly Dictionary<string, RowColumn> _columns;

    /// <param name="words">The object <c>base/words</c>.</param>
    public RowSchema(RegoObject words)
    {
        _words = words;
        _columns = Members(Object(words, "columns")).ToDictionary(entry => entry.Key, entry => Column(entry.Key, (RegoObject)entry.Value),
            StringComparer.Ordinal);
        Conditions = [.. Keys("conditions"), .. Keys("facts")];
    }

    /// <summary>Every column.</summary>
    public IReadOnlyCollection<RowColumn> Columns => _columns.Values;

    /// <summary>Everything that <c>when</c> and <c>unless</c> may test.</summary>
    public IReadOnlyList<string> Conditions { get; }

    /// <summary>A column; null when no row has one of that name.</summary>
    public RowColumn? Find(string name) => _columns.GetValueOrDefault(name);

    /// <summary>What a condition can be compared with; empty when it is known but cannot be tested, null when it is unknown.</summary>
    public WordList? Condition(string name)
    {
        if (Entry("conditions", name) is { } condition)
        {
            return WordsOf(condition, "base/words/conditions");
        }

        return Entry("facts", name) is not { } fact ? null : new WordList("base/words/facts", Text(fact, "type") switch
        {
            "yes_no" => new HashSet<RegoValue> { RegoBoolean.True, RegoBoolean.False },
            "choice" => List(fact, "values"),
            "forum" => Keys("forums").Select(RegoString.Of).ToHashSet<RegoValue>(),
            _ => new HashSet<RegoValue>(),
        });
    }

    /// <summary>The words of a list.</summary>
    public IReadOnlySet<RegoValue> WordsIn(string list) => Keys(list).Concat(Groups(list)).Select(RegoString.Of).ToHashSet<RegoValue>();

    /// <summary>A reason tells either of the request or of the person, so that the row has to say which.</summary>
    public bool IsOfEitherClass(string reason) => Entry("reasons", reason) is { } entry && Text(entry, "class") == "either";

    private RowColumn Column(string name, RegoObject entry) => new()
    {
        Name = name,
        Kind = Text(entry, "kind"),
        In = Texts(entry, "in"),
        Effects = Texts(entry, "effects"),
        Needed = Text(entry, "needed") is { Length: > 0 } always ? [always] : Texts(entry, "needed"),
        SelectsFields = entry.ContainsKey(RegoString.Of("fields")),
        Words = entry.ContainsKey(RegoString.Of("condition")) ? Condition(name) : WordsOf(entry, "base/words/columns"),
        Means = Text(entry, "means"),
    };

    private WordList? WordsOf(RegoObject entry, string home)
    {
        if (entry.ContainsKey(RegoString.Of("values")))
        {
            return new WordList(home, List(entry, "values"));
        }

        var lists = Texts(entry, "words");
        return lists.Count == 0 ? null
            : new WordList("base/words/" + string.Join(" or ", lists), lists.SelectMany(WordsIn).ToHashSet());
    }

    // Words that cover others are words too: police covers police.prevention.
    private IEnumerable<string> Groups(string list) => list is "purposes" or "agency_types" or "fields"
        ? Members(Object(_words, list)).SelectMany(entry => entry.Value is RegoObject word ? Texts(word, "within") : [])
        : [];

    private RegoObject? Entry(string list, string word) => Object(_words, list).Get(RegoString.Of(word)) as RegoObject;

    private IEnumerable<string> Keys(string list) => Members(Object(_words, list)).Select(entry => entry.Key);

    private static RegoObject Object(RegoObject parent, string name) => parent.Get(RegoString.Of(name)) as RegoObject ?? RegoObject.Empty;

    private static string Text(RegoObject entry, string name) => entry.Get(RegoString.Of(name)) is RegoString text ? text.Value : "";

    private static HashSet<RegoValue> List(RegoObject entry, string name) =>
        entry.Get(RegoString.Of(name)) is RegoArray list ? [.. list.Items] : [];

    private static IReadOnlyList<string> Texts(RegoObject entry, string name) =>
        [.. List(entry, name).OfType<RegoString>().Select(text => text.Value)];

    private static IEnumerable<(string Key, RegoValue Value)> Members(RegoObject entry) =>
        Enumerable.Range(0, entry.Count).Where(index => entry.KeyAt(index) is RegoString)
            .Select(index => (((RegoString)entry.KeyAt(index)).Value, entry.ValueAt(index)));
}
