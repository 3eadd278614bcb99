using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>Who asks whom for what: one combination, with an agency type that stands for all alike in each place.</summary>
internal sealed record Question(string Regime, string Forum, string Purpose, TypeClass Requester, TypeClass? Recipient, TypeClass Holder)
{
    private const string At = "2026-03-02T09:30:00Z";

    /// <summary>The decision input for some paths in a situation.</summary>
    public RegoValue Input(DiffWords words, Situation situation, IReadOnlyList<string> paths)
    {
        var country = words.CountryOf(Regime);
        var request = new RegoObject.Builder();
        Put(request, ("id", Text("rq-1")), ("at", Text(At)), ("regime", Text(Regime)), ("forum", Text(Forum)), ("purpose", Text(Purpose)),
            ("why", Text(situation.Why)), ("emergency", Flag(situation.IsEmergency)),
            ("legal_basis", RegoArray.Of([.. Codes(words, situation, country).Select(RegoString.Of)])),
            ("meeting", situation.HasMeeting && Forum != "bilateral" ? Meeting() : RegoNull.Value),
            ("fields", RegoArray.Of([.. paths.Select(path => Field(path, situation.HasFieldWhy))])));
        var recipient = Recipient ?? Requester;
        var asker = situation.RequesterAgency;
        var receiver = Recipient is null ? asker : situation.RecipientAgency;
        var input = new RegoObject.Builder();
        Put(input, ("request", request.Build()), ("requester", Party(asker, Requester.Standing, country, "p-1", situation.RequesterRole)),
            ("recipient", Party(receiver, recipient.Standing, country, Recipient is null ? "p-1" : "p-2", situation.RecipientRole)),
            ("holder", Party(situation.IsOwnUnit ? receiver : situation.HolderAgency, Holder.Standing, country, "p-3",
                situation.HolderRole)),
            ("subject", Subject(situation)), ("facts", Facts(words, situation, country)), ("held", Held(situation, paths)),
            ("prior", Prior(situation, receiver, paths)), ("regime_status", Text(situation.RegimeStatus)));
        return input.Build();
    }

    /// <summary>The legal bases that a situation names.</summary>
    public IEnumerable<string> Codes(DiffWords words, Situation situation, string country)
    {
        foreach (var kind in new[] { "basis", "consent", "second_code" }.Where(kind => !situation.Without.Contains(kind)))
        {
            foreach (var code in words.Codes(kind, country, Regime).Where(code => kind == "second_code" || words.Covers(code, Purpose)))
            {
                yield return code;
            }
        }

        foreach (var code in situation.Codes)
        {
            yield return code;
        }
    }

    /// <summary>The situation's facts, and those that the named codes need.</summary>
    private RegoObject Facts(DiffWords words, Situation situation, string country)
    {
        var facts = new RegoObject.Builder();
        foreach (var code in Codes(words, situation, country))
        {
            if (DiffWords.Text(words.Basis(code), "fact") is { Length: > 0 } fact)
            {
                facts.Set(RegoString.Of(fact), RegoBoolean.True);
            }
        }

        foreach (var (key, value) in situation.Facts)
        {
            facts.Set(RegoString.Of(key), value);
        }

        return facts.Build();
    }

    private static RegoObject Held(Situation situation, IReadOnlyList<string> paths)
    {
        var held = new RegoObject.Builder();
        foreach (var path in paths)
        {
            var provenance = new RegoObject.Builder();
            Put(provenance, ("basis", Text(situation.Basis)), ("reviewed", Flag(situation.IsReviewed)));
            if (situation.Origin.Length > 0)
            {
                Put(provenance, ("origin_purpose", Text(situation.Origin)));
            }

            if (situation.WasReceived)
            {
                Put(provenance, ("receipt", Text("01JP0000000000000000000001")));
            }

            held.Set(RegoString.Of(path), provenance.Build());
        }

        return held.Build();
    }

    private RegoArray Prior(Situation situation, string receiver, IReadOnlyList<string> paths)
    {
        if (!situation.IsDuplicate)
        {
            return RegoArray.Of([]);
        }

        var prior = new RegoObject.Builder();
        Put(prior, ("receipt", Text("01JP0000000000000000000002")), ("recipient", Text(receiver)), ("purpose", Text(Purpose)),
            ("fields", RegoArray.Of([.. paths.Select(RegoString.Of)])), ("unchanged", RegoBoolean.True));
        return RegoArray.Of([prior.Build()]);
    }

    private static RegoObject Subject(Situation situation)
    {
        var subject = new RegoObject.Builder();
        Put(subject, ("ref", Text("case-1")));
        if (situation.Age is { } age)
        {
            Put(subject, ("age", RegoJson.Parse(age.ToString(System.Globalization.CultureInfo.InvariantCulture))),
                ("minor", Flag(age < 18)));
        }

        return subject.Build();
    }

    private static RegoObject Party(string agency, string type, string country, string person, string role)
    {
        var actor = new RegoObject.Builder();
        Put(actor, ("id", Text(person)), ("role", Text(role)));
        var party = new RegoObject.Builder();
        Put(party, ("agency", Text(agency)), ("type", Text(type)), ("country", Text(country)), ("actor", actor.Build()));
        return party.Build();
    }

    private static RegoObject Meeting()
    {
        var meeting = new RegoObject.Builder();
        Put(meeting, ("id", Text("2026-03")), ("date", Text("2026-03-05")), ("agenda_has_case", RegoBoolean.True));
        return meeting.Build();
    }

    private static RegoObject Field(string path, bool hasWhy)
    {
        var field = new RegoObject.Builder();
        Put(field, ("path", Text(path)));
        if (hasWhy)
        {
            Put(field, ("why", Text("needed")));
        }

        return field.Build();
    }

    private static RegoString Text(string text) => RegoString.Of(text);

    private static RegoBoolean Flag(bool value) => value ? RegoBoolean.True : RegoBoolean.False;

    private static void Put(RegoObject.Builder builder, params ReadOnlySpan<(string Name, RegoValue Value)> members)
    {
        foreach (var (name, value) in members)
        {
            builder.Set(RegoString.Of(name), value);
        }
    }
}
