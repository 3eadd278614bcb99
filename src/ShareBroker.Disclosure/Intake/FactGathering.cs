using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;

namespace ShareBroker.Disclosure.Intake;

/// <summary>
/// Builds the decision input from the registers. Nothing is taken from the requester but what only it can say (its words, its why); what no
/// register knows is left out, and policy takes the strict value.
/// </summary>
internal sealed class FactGathering(
    IRegisterStore registers, ICaseStore cases, IOrderStore orders, IDecisionPoint decisions, RegimeStanding standing)
{
    private static readonly TimeSpan RoleWindow = TimeSpan.FromDays(90);
    private readonly Lineage _lineage = new(registers, orders, decisions);

    /// <summary>The input of a decision on a file, with what asking the holder told once it was asked.</summary>
    public async Task<GatheredInput> GatherAsync(DisclosureFile file, FetchEvidence? evidence, CancellationToken cancellationToken)
    {
        var terms = file.Terms;
        var subject = file.CaseId is null ? null : await cases.FindAsync(file.CaseId, cancellationToken);
        var instance = terms.ForumInstanceId.Length == 0 ? null : await registers.FindAsync<ForumInstanceRecord>(
            ForumInstanceRecord.KeyOf(terms.ForumInstanceId), cancellationToken);
        var holder = await registers.AgencyAsync(terms.HolderAgencyId, cancellationToken);
        var requester = PartyOf(file.Caller, await registers.AgencyAsync(file.Caller.Value, cancellationToken), file.Person);
        var recipient = terms.Recipient is { } other
            ? PartyOf(file.Recipient, await registers.AgencyAsync(other.AgencyId, cancellationToken), other.Actor)
            : requester;
        var input = new DecisionInput
        {
            Request = Question(file, await MeetingAsync(terms, subject, cancellationToken)),
            Requester = requester,
            Recipient = recipient,
            Holder = await HolderAsync(file, holder, subject, cancellationToken),
            Subject = SubjectOf(subject, terms.CaseId),
            Facts = await FactsAsync(file, subject, requester, recipient, evidence, cancellationToken),
            Held = await _lineage.HeldAsync(file, holder, evidence, cancellationToken),
            Prior = await _lineage.PriorAsync(file, evidence, cancellationToken),
            RegimeStatus = terms.ForumInstanceId.Length == 0
                ? await standing.OfAsync(holder, cancellationToken)
                : await standing.OfAsync(instance, cancellationToken),
        };
        return new GatheredInput(input, subject, holder) { IsPersonUnknown = terms.CaseId.Length > 0 && subject is null };
    }

    private static Party PartyOf(AgencyId agency, AgencyRecord? record, Actor person) =>
        new(agency.Value, record?.Type ?? "", record?.Country ?? "", new PartyActor(person.Id, person.Role));

    private async Task<Party> HolderAsync(
        DisclosureFile file, AgencyRecord? holder, CaseRecord? subject, CancellationToken cancellationToken)
    {
        var instance = file.Terms.ForumInstanceId;
        var member = await registers.MemberAsync(instance, file.Terms.HolderAgencyId, subject?.CaseId, cancellationToken);

        // Who brings a payload stands for the holder when it registered no contact.
        var person = member?.Contact ?? holder?.Contact ?? (file.Kind == FileKind.Referral ? file.Person : new Actor("", ""));
        return new Party(file.Terms.HolderAgencyId, holder?.Type ?? "", holder?.Country ?? "", new PartyActor(person.Id, person.Role));
    }

    private async Task<MeetingReference?> MeetingAsync(DisclosureTerms terms, CaseRecord? subject, CancellationToken cancellationToken)
    {
        if (terms.MeetingId.Length == 0 || terms.ForumInstanceId.Length == 0)
        {
            return null;
        }

        var meeting = await registers.FindAsync<MeetingRecord>(
            MeetingRecord.KeyOf(terms.ForumInstanceId, terms.MeetingId), cancellationToken);
        return meeting is null
            ? null
            : new MeetingReference(
                meeting.MeetingId, meeting.Date, subject is not null && meeting.CaseIds.Contains(subject.CaseId, StringComparer.Ordinal));
    }

    private static DisclosureQuestion Question(DisclosureFile file, MeetingReference? meeting) => new()
    {
        Id = file.Id.Value,
        At = file.OpenTime,
        Regime = file.Terms.Regime,
        Forum = file.Terms.Forum,
        Meeting = meeting,
        Purpose = file.Terms.Purpose,
        LegalBasis = file.Terms.LegalBasis,
        Why = file.Terms.Why,
        Fields = [.. file.Terms.Fields.Select(
            static field => new RequestedPath(field.Path, string.IsNullOrWhiteSpace(field.Why) ? null : field.Why))],
        Emergency = file.Terms.Emergency,
    };

    private static SubjectFacts SubjectOf(CaseRecord? subject, string named)
    {
        if (subject is null)
        {
            return new SubjectFacts(named.Length == 0 ? "" : "case-unknown", Age: null, Minor: null);
        }

        var age = subject.Facts.GetValueOrDefault("subject.age")?.Value is FactValue.Number number ? (int?)number.Value : null;
        var minor = subject.Facts.GetValueOrDefault("subject.minor")?.Value is FactValue.Flag flag ? flag.Value : (bool?)null;
        return new SubjectFacts(subject.CaseId, age, minor);
    }

    private async Task<Dictionary<string, FactValue>> FactsAsync(
        DisclosureFile file, CaseRecord? subject, Party requester, Party recipient, FetchEvidence? evidence,
            CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        if (subject is not null)
        {
            foreach (var (key, stated) in subject.Facts)
            {
                if (key is not ("subject.age" or "subject.minor"))
                {
                    facts[key] = stated.Value;
                }
            }

            await AddConsentAsync(facts, subject.CaseId, recipient, cancellationToken);
            await AddReceiverAsync(facts, subject.CaseId, recipient, cancellationToken);
            await AddRolesAsync(facts, subject.CaseId, file, cancellationToken);
        }

        Party[] parties = requester.Agency == recipient.Agency ? [requester] : [requester, recipient];
        Party[] people = requester == recipient ? [requester] : [requester, recipient];
        await AddStandingAsync(facts, file.Terms, subject, parties, cancellationToken);
        await AddTrainingAsync(facts, people, cancellationToken);
        AddRequest(facts, file.Terms, evidence);
        return facts;
    }

    // Where requester and recipient differ, both must stand: the weaker of the two counts, and one that is unknown leaves the fact unknown.
    private async Task AddStandingAsync(
        Dictionary<string, FactValue> facts, DisclosureTerms terms, CaseRecord? subject, Party[] parties,
            CancellationToken cancellationToken)
    {
        var instance = terms.ForumInstanceId.Length > 0 ? terms.ForumInstanceId : subject?.Instance ?? "";
        var active = new List<bool?>();
        foreach (var party in parties)
        {
            active.Add((await registers.MemberAsync(instance, party.Agency, subject?.CaseId, cancellationToken))?.Active);
        }

        if (active.All(static known => known is not null))
        {
            facts["membership.active"] = new FactValue.Flag(active.All(static known => known == true));
        }

        foreach (var kind in (string[])["confidentiality", "framework"])
        {
            var statuses = new List<string?>();
            foreach (var party in parties)
            {
                statuses.Add(await registers.AgreementAsync(party.Agency, kind, terms.ForumInstanceId, cancellationToken));
            }

            if (statuses.TrueForAll(static status => status is not null))
            {
                facts["agreement." + kind] = new FactValue.Text(statuses.Find(static status => status != "signed") ?? "signed");
            }
        }
    }

    private async Task AddTrainingAsync(Dictionary<string, FactValue> facts, Party[] people, CancellationToken cancellationToken)
    {
        var statuses = new List<string?>();
        foreach (var person in people)
        {
            var training = await registers.FindAsync<TrainingRecord>(
                TrainingRecord.KeyOf(person.Agency, person.Actor.Id, "assessment_model"), cancellationToken);
            statuses.Add(training?.Status);
        }

        if (statuses.TrueForAll(static status => status is not null))
        {
            facts["training.assessment_model"] = new FactValue.Text(statuses.Find(static status => status != "valid") ?? "valid");
        }
    }

    private async Task AddConsentAsync(
        Dictionary<string, FactValue> facts, string caseId, Party recipient, CancellationToken cancellationToken)
    {
        var consent = await registers.FindAsync<ConsentRecord>(ConsentRecord.KeyOf(caseId), cancellationToken);
        if (consent is null)
        {
            return;
        }

        facts["consent.status"] = new FactValue.Text(consent.Status == "not_required" ? $"not_required({consent.Text})" : consent.Status);
        if (consent.CoveredAgencies.Count > 0)
        {
            facts["consent.covers_receiver"] =
                new FactValue.Flag(consent.CoveredAgencies.Contains(recipient.Agency, StringComparer.Ordinal));
        }
    }

    private async Task AddReceiverAsync(
        Dictionary<string, FactValue> facts, string caseId, Party recipient, CancellationToken cancellationToken)
    {
        var receiver = await registers.FindAsync<ReceiverRecord>(ReceiverRecord.KeyOf(caseId, recipient.Agency), cancellationToken);
        AddIfTrue(facts, "receiver.is_named_provider", receiver?.IsNamedProvider ?? false);
        AddIfTrue(facts, "receiver.is_spoc", receiver?.IsSpoc ?? false);
        AddIfTrue(facts, "receiver.is_named_expert", receiver?.IsNamedExpert ?? false);
    }

    // Only roles from before this request count here: its own role stands in the request.
    private async Task AddRolesAsync(
        Dictionary<string, FactValue> facts, string caseId, DisclosureFile file, CancellationToken cancellationToken)
    {
        var history = await registers.FindAsync<RoleHistoryRecord>(
            RoleHistoryRecord.KeyOf(caseId, file.Caller.Value, file.Person.Id), cancellationToken);
        var roles = history?.Roles
            .Where(taken => taken.Time < file.OpenTime && taken.Time >= file.OpenTime - RoleWindow)
            .Select(static taken => taken.Role)
            .ToList();
        if (roles is { Count: > 0 })
        {
            facts["actor.roles_90d"] = new FactValue.Texts(roles);
        }
    }

    private static void AddRequest(Dictionary<string, FactValue> facts, DisclosureTerms terms, FetchEvidence? evidence)
    {
        AddIfTrue(facts, "request.why_child_safety", terms.WhyNamesChildSafety);
        AddIfTrue(facts, "request.joins_pseudonym", terms.JoinsPseudonym);
        if (terms.SmallestCell > 0)
        {
            facts["aggregate.smallest_cell"] = new FactValue.Number(terms.SmallestCell);
        }

        if (evidence?.DeclinedText is { } text)
        {
            facts["holder.declined"] = new FactValue.Flag(Value: true);
            if (text.Length > 0)
            {
                facts["holder.declined_text"] = new FactValue.Text(text);
            }
        }
    }

    private static void AddIfTrue(Dictionary<string, FactValue> facts, string key, bool claim)
    {
        if (claim)
        {
            facts[key] = new FactValue.Flag(Value: true);
        }
    }
}
