using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>
/// Makes situations from what rows themselves ask: one in which a permit row holds and nothing refuses, and one more for each condition
/// that some row mentions, where that condition is brought about.
/// </summary>
internal sealed class Situations(DiffWords words)
{
    private static readonly RegoValue Yes = RegoString.Of("yes");

    private static readonly RegoValue No = RegoString.Of("no");

    /// <summary>Conditions that follow from parties, forum, purpose and paths, which the comparison goes through anyway.</summary>
    private static readonly HashSet<string> FromElsewhere = new(StringComparer.Ordinal)
    {
        "by", "from", "to", "forum", "purposes", "payload", "regime", "forum_fits", "ceiling", "no_persons", "provider_permit",
        "provider_consent", "from_outreach", "either", "asked",
    };

    /// <summary>Conditions that make a request another one; a plain one does without them.</summary>
    private static readonly HashSet<string> Standing = new(StringComparer.Ordinal)
    {
        "own_unit", "emergency", "recipient.role", "holder.role", "requester.role", "either.role", "requester.is", "recipient.is",
        "holder.is", "explicit_consent", "covering", "named", "bases",
    };

    /// <summary>Conditions that no situation brought about.</summary>
    public HashSet<string> NotVaried { get; } = new(StringComparer.Ordinal);

    /// <summary>The plainest situation in which a permit row can hold.</summary>
    public Situation Plain(DiffRow permit, IReadOnlyList<DiffRow> rows)
    {
        var plain = With(new Situation { Facts = new Dictionary<string, RegoValue>(StringComparer.Ordinal) }, "small_numbers", No)!;
        foreach (var row in rows.Where(static row => row.Effect is not ("permit" or "rego")))
        {
            plain = Silenced(plain, row);
        }

        foreach (var (name, wanted) in permit.When)
        {
            plain = With(plain, name, wanted[0]) ?? plain;
        }

        if (permit.Unless.Count > 0)
        {
            var (name, wanted) = permit.Unless.First();
            plain = Against(plain, name, wanted) ?? plain;
        }

        return plain;
    }

    /// <summary>The plainest situation and every departure from it, each once.</summary>
    public IReadOnlyList<Situation> Around(Situation plain, IReadOnlyList<DiffRow> rows)
    {
        var around = new List<Situation> { plain };
        var mentioned = rows.SelectMany(static row => row.Mentioned).Distinct().ToList();
        foreach (var (name, word) in mentioned.Where(static condition => !FromElsewhere.Contains(condition.Name)))
        {
            if (With(plain, name, word) is not { } varied)
            {
                NotVaried.Add(name);
                continue;
            }

            around.Add(varied with { Name = $"{name} is {WordText(word)}" });
        }

        foreach (var fact in mentioned.Select(static condition => condition.Name).Distinct(StringComparer.Ordinal)
            .Where(name => plain.Facts.ContainsKey(name)))
        {
            around.Add(plain.WithFact(fact, value: null) with { Name = $"{fact} is unknown" });
        }

        around.Add(plain with { IsReviewed = false, Name = "texts are not reviewed" });
        around.Add(plain with { Basis = "personal_assessment", Name = "values are personal assessments" });
        around.Add(plain with { HasFieldWhy = false, Name = "no reason is given at a field" });
        return around;
    }

    /// <summary>The situation with one condition brought about; null when nobody knows how.</summary>
    public Situation? With(Situation situation, string name, RegoValue word)
    {
        var text = (word as RegoString)?.Value ?? "";
        return name switch
        {
            "consent" => situation.WithFact(
                "consent.status", RegoString.Of(text == "not_required" ? "not_required(a statute)" : text)),
            "explicit_consent" => situation.WithKind("consent", isNamed: true)
                .WithFact("consent.status", RegoString.Of(text == "yes" ? "given" : "unknown")),
            "consent_code" => situation.WithKind("consent", text == "named"),
            "covering" => situation.WithKind("basis", text == "other").WithKind("consent", text == "consent_only"),
            "opened" => situation.WithKind("second_code", isNamed: true),
            "named" or "bases" => situation.WithCode(text),
            "regime_status" => situation with { RegimeStatus = text },
            "meeting" => situation with { HasMeeting = text == "on_agenda" },
            "requester.role" => situation with { RequesterRole = text },
            "recipient.role" => situation with { RecipientRole = text },
            "either.role" => situation with { RequesterRole = text, RecipientRole = text },
            "holder.role" => situation with { HolderRole = text },
            "requester.is" when IsRole(text) => situation with { RequesterRole = text },
            "recipient.is" when IsRole(text) => situation with { RecipientRole = text },
            "holder.is" when IsRole(text) => situation with { HolderRole = text },
            "requester.is" or "recipient.is" or "holder.is" => situation,
            "own_unit" => situation with { IsOwnUnit = text == "yes" },
            "duplicate" => situation with { IsDuplicate = text == "yes" },
            "received_earlier" => situation with { WasReceived = text == "yes" },
            "origins" => situation with { Origin = LeafOf(text) },
            "subject" => situation with { Age = text switch { "minor" => 16, "over_25" => 30, _ => 20 } },
            _ => WithRecorded(situation, name, word),
        };
    }

    private Situation? WithRecorded(Situation situation, string name, RegoValue word)
    {
        var isYes = word.Equals(Yes);
        return name switch
        {
            "emergency" => Risk(situation, isYes) with { IsEmergency = isYes },
            "acute" => Risk(situation, isYes),
            "contact_points" => situation.WithFact("receiver.is_spoc", RegoBoolean.Of(isYes)) with
            {
                HolderRole = isYes ? "spoc" : situation.HolderRole,
            },
            "escalation" => situation.WithFact("case.escalation", word),
            "case_owner" => situation.WithFact("case.owner", RegoString.Of(word.Equals(RegoString.Of("named")) ? "p-9" : "")),
            "roles_mixed" => situation.WithFact("actor.roles_90d", isYes
                ? RegoArray.Of([.. new[] { RoleOf("security"), RoleOf("case_work") }.Select(RegoString.Of)])
                : RegoArray.Of([])),
            "small_numbers" => situation.WithFact("aggregate.smallest_cell", RegoJson.Parse(isYes ? "1" : "50")),
            _ when words.Facts.Get(RegoString.Of(name)) is not null => situation.WithFact(name, word),
            _ => null,
        };
    }

    private static Situation Risk(Situation situation, bool isRecorded) => situation
        .WithFact("case.imminent_risk", isRecorded ? RegoBoolean.True : RegoBoolean.False)
        .WithFact("case.imminent_risk.recorded_by", RegoString.Of(isRecorded ? "p-9" : ""));

    /// <summary>The situation in which a row that refuses or withholds does not apply, as far as that can be done.</summary>
    public Situation Silenced(Situation situation, DiffRow row)
    {
        // What lifts a row lifts it only together.
        if (row.Unless.Count > 0 && row.Unless.Keys.All(static name => !FromElsewhere.Contains(name) && !Standing.Contains(name)))
        {
            foreach (var (name, wanted) in row.Unless)
            {
                situation = With(situation, name, wanted[0]) ?? situation;
            }

            return situation;
        }

        foreach (var (name, wanted) in row.When)
        {
            if (Against(situation, name, wanted) is { } silent)
            {
                return silent;
            }
        }

        return situation;
    }

    /// <summary>The situation with another word than these; null where a plain one has none of them anyway.</summary>
    private Situation? Against(Situation situation, string name, IReadOnlyList<RegoValue> wanted)
    {
        var fact = DiffWords.Object(words.Facts, name);
        if (DiffWords.Text(fact, "type") == "yes_no")
        {
            return situation.WithFact(name, wanted.Contains(RegoBoolean.True) ? RegoBoolean.False : RegoBoolean.True);
        }

        var values = fact.Count > 0 ? DiffWords.Items(fact, "values")
            : name is "consent" or "meeting" or "regime_status" ? DiffWords.Items(DiffWords.Object(words.Conditions, name), "values")
            : [];
        return values.FirstOrDefault(value => !wanted.Contains(value)) is { } other ? With(situation, name, other) : null;
    }

    private bool IsRole(string text) => words.Roles.Get(RegoString.Of(text)) is not null;

    private string RoleOf(string side) =>
        DiffWords.Keys(words.Roles).FirstOrDefault(role => DiffWords.Text(DiffWords.Object(words.Roles, role), "side") == side) ?? "member";

    private string LeafOf(string term) =>
        words.Purposes.FirstOrDefault(purpose => words.PurposeWithin(purpose).Contains(term, StringComparer.Ordinal)) ?? "";

    private static string WordText(RegoValue word) => word is RegoString text ? text.Value : RegoJson.Write(word);
}
