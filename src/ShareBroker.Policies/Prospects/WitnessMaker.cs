using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Proving;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>Makes an example request from what a search found: the plainest situation of a row, and what the search narrowed.</summary>
/// <param name="words">The words in which requests are written.</param>
/// <param name="catalogue">The fields.</param>
/// <param name="question">What is fixed.</param>
/// <param name="regime">The regime.</param>
internal sealed class WitnessMaker(DiffWords words, Catalogue catalogue, ProspectQuestion question, string regime)
{
    private const int PathsMax = 3;
    private const string Why = "an example of what could be permitted";

    private static readonly string[] KindsOfCodes = ["basis", "consent", "second_code"];

    private readonly Situations _situations = new(words);

    /// <summary>An example for a permit row.</summary>
    public Witness Make(DiffRow permit, IReadOnlyList<DiffRow> rows, Verdict found)
    {
        var chosen = found.Narrowed.ToDictionary(
            static one => one.Variable.Name, static one => one.Values, StringComparer.Ordinal);
        var situation = _situations.Plain(permit, rows);
        foreach (var (name, values) in chosen)
        {
            situation = Narrowed(situation, name, values);
        }

        var requester = new TypeClass([Type("requester", question.RequesterType, chosen)]);
        var recipient = question.IsForItself ? null : new TypeClass([Type("recipient", question.RecipientType, chosen)]);
        var holder = new TypeClass([Type("holder", question.HolderType, chosen)]);
        var forum = question.Forum ?? First(chosen, "forum", words.ForumsOf(regime));
        var purpose = question.Purpose ?? First(chosen, "purpose", [.. words.Purposes]);
        return new Witness(
            new Question(regime, forum, purpose, requester, recipient, holder), Fixed(situation), Paths(permit, chosen));
    }

    /// <summary>The same request where rows that refuse do not apply, as far as that can be done.</summary>
    public Witness Silenced(Witness witness, IEnumerable<DiffRow> refusing) => witness with
    {
        Situation = Fixed(refusing.Aggregate(witness.Situation, _situations.Silenced)),
    };

    /// <summary>What is fixed goes before everything.</summary>
    public Situation Fixed(Situation situation)
    {
        foreach (var (key, value) in question.Facts)
        {
            situation = situation.WithFact(key, value);
        }

        if (question.Bases is { } bases)
        {
            situation = situation with
            {
                Without = KindsOfCodes.ToHashSet(StringComparer.Ordinal),
                Codes = bases.ToHashSet(StringComparer.Ordinal),
            };
        }

        situation = situation with
        {
            Why = Why,
            RequesterRole = question.RequesterRole ?? situation.RequesterRole,
            HolderRole = question.HolderRole ?? situation.HolderRole,
            RecipientRole = question.RecipientRole ?? situation.RecipientRole,
        };
        return question.IsForItself ? situation with { RecipientRole = situation.RequesterRole } : situation;
    }

    private Situation Narrowed(Situation situation, string name, IReadOnlyList<string> values)
    {
        var at = name.IndexOf(':', StringComparison.Ordinal);
        if (at > 0)
        {
            return Member(situation, name[..at], name[(at + 1)..], values[0] == "yes");
        }

        // A value that the plain situation has already is as good as any.
        if (situation.Facts.TryGetValue(name, out var there) && values.Contains(Vocabularies.Labels.WordOf(there)))
        {
            return situation;
        }

        var word = values[0];
        return name switch
        {
            "payload" or "forum" or "purpose" => situation,
            "requester role" => question.IsForItself
                ? situation with { RequesterRole = word, RecipientRole = word }
                : situation with { RequesterRole = Keep(situation.RequesterRole, values) },
            "recipient role" => situation with { RecipientRole = Keep(situation.RecipientRole, values) },
            "holder role" => situation with { HolderRole = Keep(situation.HolderRole, values) },
            "requester forum" when IsForum(word) => situation with { RequesterAgency = word },
            "recipient forum" when IsForum(word) => situation with { RecipientAgency = word },
            "holder forum" when IsForum(word) => situation with { HolderAgency = word },
            "regime_status" => situation with { RegimeStatus = values.Contains("confirmed") ? "confirmed" : word },
            _ => _situations.With(situation, name, Value(name, word)) ?? situation,
        };
    }

    private Situation Member(Situation situation, string set, string member, bool isThere) => (set, isThere) switch
    {
        ("origin", true) => situation with { Origin = member },
        ("origin", false) => situation.Origin == member ? situation with { Origin = "" } : situation,
        ("stated", true) => situation.Facts.ContainsKey(member) ? situation : situation.WithFact(member, words.AbsentOf(member)),
        ("stated", false) => situation.WithFact(member, value: null),
        ("subject", _) => Aged(situation, member, isThere),
        ("escalated_by", true) => situation.WithFact(
            "case.escalation.by_forum", RegoString.Of(words.PlaceOf(regime, member) ?? member)),
        ("asked" or "grounds", _) or (_, false) => situation,
        _ => _situations.With(situation, set, Value(set, member)) ?? situation.WithFact(set, Value(set, member)),
    };

    private static Situation Aged(Situation situation, string word, bool isThere) => (word, isThere) switch
    {
        ("minor", true) or ("adult", false) or ("of_age", false) => situation with { Age = 16 },
        ("over_25", true) => situation with { Age = 30 },
        ("over_25", false) => situation.Age > 25 ? situation with { Age = 20 } : situation,
        _ => situation.Age >= 18 ? situation : situation with { Age = 20 },
    };

    private string Type(string party, string? type, Dictionary<string, IReadOnlyList<string>> chosen) =>
        type ?? First(chosen, party + " type", [.. words.AgencyTypes]);

    private static string First(Dictionary<string, IReadOnlyList<string>> chosen, string name, IReadOnlyList<string> all) =>
        chosen.TryGetValue(name, out var values) ? values[0] : all.Count > 0 ? all[0] : "";

    private static string Keep(string there, IReadOnlyList<string> values) => values.Contains(there) ? there : values[0];

    private bool IsForum(string word) => catalogue.Words("forums").Contains(word);

    private RegoValue Value(string name, string word) =>
        DiffWords.Text(DiffWords.Object(words.Facts, name), "type") == "yes_no"
            ? word == "true" ? RegoBoolean.True : RegoBoolean.False
            : RegoString.Of(word);

    // Where no field is fixed: some of those that the row grants.
    private IReadOnlyList<string> Paths(DiffRow permit, Dictionary<string, IReadOnlyList<string>> chosen)
    {
        if (question.Fields.Count > 0)
        {
            return question.Fields;
        }

        if (chosen.TryGetValue("payload", out var payload) && payload is ["none"])
        {
            return [];
        }

        var granted = permit.Grants.SelectMany(grant => catalogue.Selected(grant, own: null)).Select(static field => field.Path)
            .DistinctBy(static path => path.Path).OrderBy(static path => path.Sensitivity).ThenBy(static path => path.Path,
                StringComparer.Ordinal).Select(static path => path.Path);
        return [.. granted.Concat(catalogue.Fields.Select(static field => field.Path.Path)).Distinct(StringComparer.Ordinal)
            .Take(permit.Grants.Count > 0 ? PathsMax : 1)];
    }
}
