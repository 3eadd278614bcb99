using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>
/// Strips an example of everything that the permit does without, and tells what is left. Nothing is reasoned: each step is decided by the
/// policies.
/// </summary>
internal sealed class NeedFinder
{
    private readonly Trial _trial;
    private readonly ProspectQuestion _question;
    private readonly Catalogued _lists;
    private readonly string _rule;
    private readonly Decision _wanted;
    private readonly List<ProspectNeed> _needs = [];
    private Witness _best;

    /// <param name="trial">The policies.</param>
    /// <param name="question">What is fixed and needs no looking at.</param>
    /// <param name="lists">The words to try.</param>
    /// <param name="rule">The rule that must go on permitting.</param>
    /// <param name="witness">An example that it permits.</param>
    /// <param name="decision">What was decided about it.</param>
    public NeedFinder(Trial trial, ProspectQuestion question, Catalogued lists, string rule, Witness witness, Decision decision)
    {
        (_trial, _question, _lists, _rule, _best, _wanted) = (trial, question, lists, rule, witness, decision);
    }

    /// <summary>The words that may be tried.</summary>
    internal sealed record Catalogued(
        IReadOnlyList<string> Types, IReadOnlyList<string> Roles, IReadOnlyList<string> Forums, IReadOnlyList<string> Purposes,
        IReadOnlyDictionary<string, FactKey> Facts);

    /// <summary>The bare example and what it cannot do without.</summary>
    public (Witness Witness, IReadOnlyList<ProspectNeed> Needs) Run()
    {
        Scalars();
        Circumstances();
        Facts();
        Codes();
        return (_best, _needs);
    }

    private Situation Now => _best.Situation;

    private bool IsGood(Witness witness, out Decision decision)
    {
        decision = _trial.Decide(witness);
        return Trial.IsAsGood(decision, _wanted, _rule);
    }

    private bool IsGood(Witness witness) => IsGood(witness, out _);

    private Witness With(Situation situation) => _best with { Situation = situation };

    // Who asks whom, where and for what: whatever else would do.
    private void Scalars()
    {
        var asked = _best.Question;
        Vary("by", _question.RequesterType, asked.Requester.Standing, _lists.Types,
            type => _best with { Question = asked with { Requester = new TypeClass([type]) } });
        Vary("from", _question.HolderType, asked.Holder.Standing, _lists.Types,
            type => _best with { Question = asked with { Holder = new TypeClass([type]) } });
        if (asked.Recipient is { } recipient)
        {
            Vary("to", _question.RecipientType, recipient.Standing, _lists.Types,
                type => _best with { Question = asked with { Recipient = new TypeClass([type]) } });
            Vary("recipient.role", _question.RecipientRole, Now.RecipientRole, _lists.Roles,
                role => With(Now with { RecipientRole = role }));
        }

        Vary("requester.role", _question.RequesterRole, Now.RequesterRole, _lists.Roles, role => With(
            Now with { RequesterRole = role, RecipientRole = _question.IsForItself ? role : Now.RecipientRole }));
        Vary("holder.role", _question.HolderRole, Now.HolderRole, _lists.Roles, role => With(Now with { HolderRole = role }));
        Vary("forum", _question.Forum, asked.Forum, _lists.Forums, forum => _best with { Question = asked with { Forum = forum } });
        Vary("purposes", _question.Purpose, asked.Purpose, _lists.Purposes,
            purpose => _best with { Question = asked with { Purpose = purpose } });
    }

    private void Vary(string name, string? isFixed, string now, IReadOnlyList<string> all, Func<string, Witness> with)
    {
        if (isFixed is not null)
        {
            return;
        }

        var accepted = new List<string> { now };
        Decision? refused = null;
        foreach (var word in all.Where(word => word != now))
        {
            if (IsGood(with(word), out var decision))
            {
                accepted.Add(word);
            }
            else
            {
                refused ??= decision;
            }
        }

        if (refused is not null)
        {
            Need(name, accepted, refused, all.Count - accepted.Count);
        }
    }

    private void Need(string name, IReadOnlyList<string> accepted, Decision refused, int rejected) => _needs.Add(new ProspectNeed(
        name, [.. accepted.Order(StringComparer.Ordinal)], refused.Effect == Effect.Permit ? [] : refused.Rules, rejected));

    // Flags of the request, the person and the values: the plainer form where that is enough.
    private void Circumstances()
    {
        Flag("emergency", "yes", Now.IsEmergency, static now => now with { IsEmergency = false });
        Flag("meeting", "on_agenda", Now.HasMeeting && _best.Question.Forum != "bilateral", static now => now with { HasMeeting = false });
        Flag("regime_status", "confirmed", Now.RegimeStatus == "confirmed", static now => now with { RegimeStatus = "draft" });
        Flag("own_unit", "yes", Now.IsOwnUnit, static now => now with { IsOwnUnit = false });
        Flag("received_earlier", "yes", Now.WasReceived, static now => now with { WasReceived = false });
        Flag("duplicate", "yes", Now.IsDuplicate, static now => now with { IsDuplicate = false });
        Flag("origins", Now.Origin, Now.Origin.Length > 0, static now => now with { Origin = "" });
        Flag("why", "yes", Now.HasFieldWhy && _best.Paths.Count > 0, static now => now with { HasFieldWhy = false });
        Flag("reviewed", "yes", Now.IsReviewed && _best.Paths.Count > 0, static now => now with { IsReviewed = false });
        if (Now.Age is { } age && !Drop(static now => now with { Age = null }, out var refused))
        {
            Need("subject", [age < 18 ? "minor" : age > 25 ? "over_25" : "of_age"], refused, 1);
        }
    }

    private void Flag(string name, string word, bool isSet, Func<Situation, Situation> without)
    {
        if (isSet && !Drop(without, out var refused))
        {
            Need(name, [word], refused, 1);
        }
    }

    private bool Drop(Func<Situation, Situation> without, out Decision refused)
    {
        var plainer = With(without(Now));
        var isGood = IsGood(plainer, out refused);
        _best = isGood ? plainer : _best;
        return isGood;
    }

    private void Facts()
    {
        foreach (var key in Now.Facts.Keys.Where(key => !_question.Facts.ContainsKey(key)).Order(StringComparer.Ordinal).ToArray())
        {
            if (!Drop(now => now.WithFact(key, value: null), out var refused))
            {
                Needed(key, refused);
            }
        }
    }

    // Every value of the list is tried, so that a choice is told as one.
    private void Needed(string key, Decision refused)
    {
        var now = Now.Facts[key];
        var fact = _lists.Facts.GetValueOrDefault(key);
        if (fact?.Type is "text" or "count" or "roles" or "forum" or "purpose")
        {
            Need(key, fact.Type is "forum" or "purpose" ? [Labels.WordOf(now)] : [], refused, 1);
            return;
        }

        RegoValue[] values = fact?.Type == "yes_no" ? [RegoBoolean.True, RegoBoolean.False] : [.. fact?.Values.Select(RegoString.Of) ?? []];
        var others = values.Where(value => !value.Equals(now)).ToArray();
        var good = others.Where(value => IsGood(With(Now.WithFact(key, value)))).Select(Labels.WordOf).ToArray();
        Need(key, [Labels.WordOf(now), .. good], refused, others.Length - good.Length);
    }

    // As few codes as will do, and for each what could stand in its place.
    private void Codes()
    {
        if (_question.Bases is not null)
        {
            return;
        }

        var all = _best.Question.Codes(_trial.Words, Now, _trial.Words.CountryOf(_best.Question.Regime))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var kept = Fewest(all);
        if (kept is null)
        {
            return;
        }

        _best = Naming(kept);
        foreach (var code in kept)
        {
            string[] rest = [.. kept.Where(other => other != code)];
            _ = IsGood(Naming(rest), out var refused);
            string[] instead = [.. all.Where(other => !kept.Contains(other) && IsGood(Naming([.. rest, other])))];
            Need("bases", [code, .. instead], refused, all.Length - instead.Length - 1);
        }
    }

    private string[]? Fewest(string[] all)
    {
        if (Array.Find(all, code => IsGood(Naming([code]))) is { } one)
        {
            return IsGood(Naming([])) ? [] : [one];
        }

        if (!IsGood(Naming(all)))
        {
            return null;
        }

        var kept = all;
        for (var size = (all.Length + 1) / 2; size > 0; size /= 2)
        {
            for (var at = 0; at < kept.Length;)
            {
                string[] fewer = [.. kept.Where((_, index) => index < at || index >= at + size)];
                (kept, at) = IsGood(Naming(fewer)) ? (fewer, at) : (kept, at + size);
            }
        }

        return kept;
    }

    private Witness Naming(IReadOnlyList<string> codes) => With(Now with
    {
        Without = new HashSet<string>(StringComparer.Ordinal) { "basis", "consent", "second_code" },
        Codes = codes.ToHashSet(StringComparer.Ordinal),
    });
}
