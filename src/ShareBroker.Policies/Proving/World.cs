using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Proving;

/// <summary>
/// All requests of one regime, over the vocabulary: a variable for each property that a row may test. What is not modelled is free,
/// so that a proof of impossibility holds for every real request; that something is possible here may still be impossible in truth.
/// </summary>
internal sealed class World
{
    private const string NoForum = "no forum";
    private const string OtherText = "another text";

    private readonly Catalogue _words;
    private readonly RegoObject _regime;
    private readonly string _id;
    private readonly List<Variable> _variables = [];
    private readonly Dictionary<string, Variable> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly bool _isForItself;

    /// <param name="words">The vocabulary.</param>
    /// <param name="regime">The regime.</param>
    /// <param name="isForItself">Only requests whose recipient is the requester.</param>
    public World(Catalogue words, string regime, bool isForItself = false)
    {
        _isForItself = isForItself;
        _words = words;
        _id = regime;
        _regime = words.Entry("regimes", regime);
        if (_regime.Get(RegoString.Of("places")) is RegoObject places)
        {
            foreach (var place in places.Keys.ToArray().OfType<RegoString>())
            {
                _places[place.Value] = RowColumns.Text(places, place.Value) ?? "";
            }
        }

        Axioms = [.. WorldAxioms.Of(this)];
    }

    public IReadOnlyList<Variable> Variables => _variables;

    /// <summary>What is true of every request.</summary>
    public IReadOnlyList<Formula> Axioms { get; }

    /// <summary>Forums of the regime, with those between two agencies.</summary>
    public IReadOnlyList<string> Forums => [.. RowColumns.Words(_regime, "forums"), "bilateral"];

    /// <summary>The fact that counts as an escalation in this regime; null for none.</summary>
    public string? EscalationFact => RowColumns.Text(_regime, "escalation_fact");

    public Catalogue Words => _words;

    /// <summary>A variable with exactly one value in each request.</summary>
    public Variable One(string name, Func<IReadOnlyList<string>> values)
    {
        if (!_byName.TryGetValue(name, out var variable))
        {
            _byName[name] = variable = new Variable(_variables.Count, name, values());
            _variables.Add(variable);
        }

        return variable;
    }

    /// <summary>One member of a set-valued property: it is there or not.</summary>
    public Formula Has(string name, string member) => One($"{name}:{member}", () => ["no", "yes"]).In(value => value == "yes");

    /// <summary>The forum of the request is one of these.</summary>
    public Formula Forum(Func<string, bool> accepts) => One("forum", () => _words.Words("forums")).In(accepts);

    /// <summary>The purpose is one of these.</summary>
    public Formula Purpose(Func<string, bool> accepts) => One("purpose", () => _words.Words("purposes")).In(accepts);

    /// <summary>The type of a party is one of these.</summary>
    public Formula TypeIs(string party, Func<string, bool> accepts) =>
        One(Who(party) + " type", () => _words.Words("agency_types")).In(accepts);

    /// <summary>The role of a party is one of these.</summary>
    public Formula RoleIs(string party, Func<string, bool> accepts) => One(Who(party) + " role", () => _words.Words("roles")).In(accepts);

    /// <summary>A condition of a row holds: one of its words is met.</summary>
    public Formula Meets(string name, IReadOnlyList<string> wanted) => name switch
    {
        "purposes" => Purpose(purpose => Within("purposes", purpose).Any(wanted.Contains)),
        "forum" => Forum(forum => IsForum(forum, wanted)),
        "forum_fits" => Flagged(wanted, Forum(Forums.Contains)),
        "ceiling" => Forum(forum => wanted.Contains(_words.CeilingOf(forum))),
        "regime" => wanted.Contains(_id) ? Formula.True : Formula.False,
        "no_persons" => Flagged(wanted, RowColumns.Flag(_regime, "no_persons") ? Formula.True : Formula.False),
        "provider_consent" => Flagged(wanted, RowColumns.Flag(_regime, "provider_consent") ? Formula.True : Formula.False),
        "provider_permit" when !RowColumns.Flag(_regime, "provider_permit") => wanted.Contains("no") ? Formula.True : Formula.False,
        "by" => Type("requester", wanted),
        "from" => new Formula.Any([Type("holder", wanted), PartyForum("holder", wanted)]),
        "to" => new Formula.Any([Type("recipient", wanted), PartyForum("recipient", wanted), Forum(forum => IsForum(forum, wanted))]),
        "either" => new Formula.Any([Type("requester", wanted), Type("recipient", wanted)]),
        "from_outreach" => Flagged(wanted, One("holder type", () => _words.Words("agency_types"))
            .In(type => RowColumns.Flag(_words.Entry("agency_types", type), "outreach"))),
        "requester.role" or "recipient.role" or "holder.role" => Role(name[..name.IndexOf('.', StringComparison.Ordinal)], wanted),
        "either.role" => new Formula.Any([Role("requester", wanted), Role("recipient", wanted)]),
        "requester.is" or "recipient.is" or "holder.is" => Party(name[..name.IndexOf('.', StringComparison.Ordinal)], wanted),
        "origins" => new Formula.Any([.. _words.Words("purposes").Where(purpose => Within("purposes", purpose).Any(wanted.Contains))
            .Select(purpose => Has("origin", purpose))]),
        "subject" or "opened" or "named" or "bases" or "asked" or "stated" or "grounds" or "escalated_by" =>
            new Formula.Any([.. wanted.Select(word => Has(name, word))]),
        _ => Plain(name, wanted),
    };

    /// <summary>The row applies.</summary>
    public Formula Applies(PolicyRow row)
    {
        var payload = RowColumns.Words(row.Content, "payload") is { Count: > 0 } named ? named : ["personal"];
        return new Formula.All([Meets("payload", payload), Holds(row.Content)]);
    }

    /// <summary>The columns, conditions and exception of a row or a grant hold.</summary>
    public Formula Holds(RegoObject part)
    {
        var parts = RowColumns.Required(part).Select(condition => Meets(condition.Name, condition.Wanted)).ToList();
        if (RowColumns.Has(part, "unless"))
        {
            parts.Add(Formula.Not(new Formula.All(
                [.. RowColumns.Conditions(part, "unless").Select(condition => Meets(condition.Name, condition.Wanted))])));
        }

        return new Formula.All(parts);
    }

    private IReadOnlyList<string> Within(string list, string word) => RowColumns.Words(_words.Entry(list, word), "within");

    private bool IsForum(string forum, IReadOnlyList<string> wanted) =>
        wanted.Contains(forum) || _places.Any(place => place.Value == forum && wanted.Contains(place.Key));

    private string Who(string party) => _isForItself && party == "recipient" ? "requester" : party;

    private Formula Type(string party, IReadOnlyList<string> wanted) =>
        TypeIs(party, type => Within("agency_types", type).Any(wanted.Contains));

    private Formula PartyForum(string party, IReadOnlyList<string> wanted) =>
        One(Who(party) + " forum", () => [.. _words.Words("forums"), NoForum]).In(forum => forum != NoForum && IsForum(forum, wanted));

    private Formula Role(string party, IReadOnlyList<string> wanted) => RoleIs(party, wanted.Contains);

    private Formula Party(string party, IReadOnlyList<string> wanted) => new Formula.Any([Type(party, wanted), Role(party, wanted)]);

    private static Formula Flagged(IReadOnlyList<string> wanted, Formula yes) => (wanted.Contains("yes"), wanted.Contains("no")) switch
    {
        (true, true) => Formula.True,
        (true, false) => yes,
        (false, true) => Formula.Not(yes),
        _ => Formula.False,
    };

    // A facet or a fact with a value of its own; one that counts as several at once is a set.
    private Formula Plain(string name, IReadOnlyList<string> wanted)
    {
        var fact = _words.Entry("facts", name);
        if (RowColumns.Has(fact, "counts_as"))
        {
            return new Formula.Any([.. wanted.Select(word => Has(name, word))]);
        }

        return One(name, () => ValuesOf(name, fact)).In(wanted.Contains);
    }

    private IReadOnlyList<string> ValuesOf(string name, RegoObject fact)
    {
        if (RowColumns.Words(_words.Entry("conditions", name), "values") is { Count: > 0 } facet)
        {
            return facet;
        }

        string[] values = RowColumns.Text(fact, "type") == "yes_no" ? ["true", "false"] : [.. RowColumns.Words(fact, "values"), OtherText];
        return fact.Get(RegoString.Of("absent")) is { } absent && !values.Contains(Labels.WordOf(absent))
            ? [.. values, Labels.WordOf(absent)] : values;
    }
}
