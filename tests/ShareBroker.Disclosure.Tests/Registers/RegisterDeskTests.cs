using ShareBroker.Disclosure.Registers;
using ShareBroker.Disclosure.Tests.World;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Tests.Registers;

public sealed class RegisterDeskTests : IAsyncLifetime
{
    private Broker _broker = null!;

    public async Task InitializeAsync() => _broker = await Broker.OpenAsync();

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task Only_agencies_that_administer_write_registers()
    {
        var consent = new ConsentRecord { CaseId = _broker.CaseId, Status = "given" };

        await Should.ThrowAsync<NotAllowedException>(_broker.Registers.PutAsync(Broker.Social, consent, CancellationToken.None));
        var index = await _broker.Registers.PutAsync(Broker.Admin, consent, CancellationToken.None);

        (await _broker.EntryAsync(index)).GetProperty("register").GetString().ShouldBe("consent");
    }

    [Fact]
    public async Task A_change_that_the_log_cannot_take_is_not_in_force()
    {
        _broker.Log.FailBefore = static draft => draft.Kind == "register";
        await Should.ThrowAsync<LogUnavailableException>(_broker.PutAsync(new ConsentRecord { CaseId = _broker.CaseId, Status = "given" }));
        _broker.Log.FailBefore = static _ => false;

        (await FactsAsync()).ContainsKey("consent.status").ShouldBeFalse();
    }

    [Fact]
    public async Task Facts_come_from_the_registers_in_the_words_of_the_contract()
    {
        await _broker.PutAsync(
            new ForumInstanceRecord { Instance = "fr.cpraf/99", Forum = "fr.cpraf", Regime = "fr.cpraf", RegimeStatus = "confirmed" });
        await _broker.PutAsync(new MemberRecord { Instance = "fr.cpraf/99", Agency = Broker.Social.Agency, Active = true });
        await _broker.PutAsync(new AgreementRecord { Agency = Broker.Social.Agency, Kind = "confidentiality", Status = "signed" });
        await _broker.PutAsync(
            new ConsentRecord { CaseId = _broker.CaseId, Status = "not_required", Text = "court order", CoveredAgencies = ["xx-school"] });
        await _broker.PutAsync(
            new TrainingRecord { Agency = Broker.Social.Agency, ActorId = "p-17", Kind = "assessment_model", Status = "valid" });
        await _broker.PutAsync(new ReceiverRecord { CaseId = _broker.CaseId, Agency = Broker.Social.Agency, IsNamedProvider = true });
        await _broker.PutAsync(
            new MeetingRecord { MeetingId = "2026-03", Instance = "fr.cpraf/99", Date = "2026-03-05", CaseIds = [_broker.CaseId] });
        await _broker.StateAsync(
            ("police_search", new FactValue.Text("no_security_response")), ("subject.age", new FactValue.Number(16)),
            ("subject.minor", new FactValue.Flag(Value: true)));

        var facts = await FactsAsync(
            Broker.Terms("subject.name.full") with { Forum = "fr.cpraf", ForumInstanceId = "fr.cpraf/99", MeetingId = "2026-03" });

        facts.ToDictionary(static fact => fact.Key, static fact => fact.Value.ToString()).ShouldBe(
            new Dictionary<string, string>
            {
                ["membership.active"] = "true",
                ["agreement.confidentiality"] = "signed",
                ["consent.status"] = "not_required(court order)",
                ["consent.covers_receiver"] = "false",
                ["training.assessment_model"] = "valid",
                ["receiver.is_named_provider"] = "true",
                ["police_search"] = "no_security_response",
                ["case.status"] = "open",
            },
            ignoreOrder: true);
        var input = _broker.Decisions.Asked.Last();
        input.Request.Meeting.ShouldBe(new MeetingReference("2026-03", "2026-03-05", AgendaHasCase: true));
        input.Subject.ShouldBe(new SubjectFacts(_broker.CaseId, 16, Minor: true));
        (input.RegimeStatus, input.Holder.Actor.Role).ShouldBe(("confirmed", "spoc"));
    }

    [Theory]
    [InlineData("", "", "support.service_planning")]
    [InlineData("none", "", null)]
    [InlineData("support.family", "", "support.family")]
    [InlineData("none", "security.triage", "security.triage")]
    [InlineData("support.family", "none", null)]
    public async Task A_holder_registers_where_its_fields_come_from(string byDefault, string ofPath, string? expected)
    {
        await _broker.PutAsync(new HolderMappingRecord
        {
            Agency = Broker.School.Agency,
            DefaultOriginPurpose = byDefault,
            Paths = ofPath.Length == 0 ? [] : [new MappedPath("education.status", new Provenance(ofPath))],
        });

        await FactsAsync(Broker.Terms("education.status") with { HolderAgencyId = "xx-school" });

        (_broker.Decisions.Asked.Last().Held.GetValueOrDefault("education.status")?.OriginPurpose).ShouldBe(expected);
    }

    [Fact]
    public async Task A_mapping_that_names_a_path_outside_the_catalogue_is_refused_with_its_place()
    {
        var mapping = new HolderMappingRecord
        {
            Agency = Broker.School.Agency,
            DefaultOriginPurpose = "none",
            Paths = [.. new[] { "education.status", "education.statsu", "education" }
                .Select(path => new MappedPath(path, new Provenance("")))],
        };

        var refused = await Should.ThrowAsync<InvalidRequestException>(() => _broker.PutAsync(mapping));

        refused.Faults.Select(fault => (fault.Code, fault.Message)).ShouldBe([
            ("path_unknown", "path 2 is not in the field catalogue"), ("path_unknown", "path 3 is not in the field catalogue"),
        ]);
    }

    [Fact]
    public async Task What_was_told_by_telephone_counts_as_an_earlier_receipt()
    {
        var late = new LateDisclosure
        {
            CaseId = _broker.CaseId, Recipient = Broker.Social.Agency, Holder = Broker.Police.Agency, Purpose = "support.service_planning",
            Paths = ["subject.name.full"], Time = _broker.Clock.GetUtcNow(), ReceiptId = "01JP0000000000000000000002",
        };

        var index = await _broker.Registers.RecordLateAsync(Broker.Admin, late, CancellationToken.None);
        await FactsAsync();

        (await _broker.EntryAsync(index)).GetProperty("kind").GetString().ShouldBe("late");
        var prior = _broker.Decisions.Asked.Last().Prior.ShouldHaveSingleItem();
        (prior.Receipt, prior.Unchanged).ShouldBe(("01JP0000000000000000000002", true));
    }

    [Fact]
    public async Task Roles_of_ninety_days_are_a_fact_of_later_requests()
    {
        var officer = Broker.Social with { Person = new Actor("p-17", "assessor") };
        _broker.Decisions.Always(FakeDecisions.Deny("deny_default"));
        await _broker.AskAsync(Broker.Terms("subject.name.full"), "one", officer);
        _broker.Clock.Advance(TimeSpan.FromDays(1));
        await _broker.AskAsync(Broker.Terms("subject.name.full"), "two");
        _broker.Decisions.Asked.Last().Facts["actor.roles_90d"].ToString().ShouldBe("assessor");
        _broker.Clock.Advance(TimeSpan.FromDays(90));

        await _broker.AskAsync(Broker.Terms("subject.name.full"), "three");

        _broker.Decisions.Asked.Last().Facts["actor.roles_90d"].ToString().ShouldBe("member");
    }

    [Fact]
    public async Task A_certificate_names_one_agency_and_only_while_it_is_listed()
    {
        var sha256 = new string('a', 64);
        var social = (await _broker.Registers.AgencyAsync(Broker.Social.Agency, CancellationToken.None))!;
        await _broker.PutAsync(social with { CertificateSha256 = [sha256] });
        (await _broker.Registers.AgencyOfCertificateAsync(sha256.ToUpperInvariant(), CancellationToken.None))!.Agency.ShouldBe(
            Broker.Social.Agency);
        var school = (await _broker.Registers.AgencyAsync(Broker.School.Agency, CancellationToken.None))!;

        (await Should.ThrowAsync<InvalidRequestException>(_broker.PutAsync(school with { CertificateSha256 = [sha256] }))).Code.ShouldBe(
            "certificate_taken");
        await _broker.PutAsync(social with { CertificateSha256 = [] });

        (await _broker.Registers.AgencyOfCertificateAsync(sha256, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_fact_is_stated_by_who_may_and_in_the_words_of_the_list()
    {
        Task Record(Caller caller, string key, FactValue value) => _broker.Cases.RecordFactsAsync(
            caller, _broker.CaseId, new Dictionary<string, FactValue?>(StringComparer.Ordinal) { [key] = value }, CancellationToken.None);

        await Record(Broker.Police, "police_search", new FactValue.Text("no_security_response"));
        await Should.ThrowAsync<NotAllowedException>(Record(Broker.Social, "police_search", new FactValue.Text("no_security_response")));
        await Should.ThrowAsync<NotAllowedException>(Record(Broker.Admin, "membership.active", new FactValue.Flag(Value: true)));
        await Should.ThrowAsync<InvalidRequestException>(Record(Broker.Police, "police_search", new FactValue.Text("maybe")));
        await Should.ThrowAsync<InvalidRequestException>(Record(Broker.Police, "no.such.fact", new FactValue.Flag(Value: true)));
        await Should.ThrowAsync<NotFoundException>(Record(Broker.School, "case.imminent_risk", new FactValue.Flag(Value: true)));
    }

    [Fact]
    public async Task A_referral_is_cut_to_what_its_recipient_may_have()
    {
        _broker.Decisions.Always(
            FakeDecisions.Permit(("subject.name.full", FakeDecisions.Disclose), ("contact.phone", FakeDecisions.Withhold)));
        var terms = Broker.Terms(
            "subject.name.full", "contact.phone") with { CaseId = Broker.SubjectAtPolice,
            Recipient = new TermsRecipient("xx-social", Broker.Social.Person), HolderAgencyId = "" };
        Fetching.HeldValue[] values =
            [FakeHolder.AValue("subject.name.full", "\"Camille Exemple\""), FakeHolder.AValue("contact.phone", "\"canary-phone\"")];

        var answer = await _broker.Desk.ReferAsync(Broker.Police, Broker.AKey(), terms, values, CancellationToken.None);
        var again = await _broker.Desk.ReferAsync(Broker.Police, Broker.AKey(), terms, values, CancellationToken.None);

        Broker.Payload(answer).Keys.ShouldBe(["subject.name.full"]);
        again.ReceiptIndex.ShouldBe(answer.ReceiptIndex);
        again.Payload!.Value.ToArray().ShouldBe(answer.Payload!.Value.ToArray());
        (await _broker.EntriesAsync("referral")).Count.ShouldBe(1);
        (await _broker.EntriesAsync("order")).ShouldBeEmpty();
        _broker.Holder.Orders.ShouldBeEmpty();
        (await _broker.DiskHoldsAsync("canary-phone")).ShouldBeFalse();
    }

    private Task<IReadOnlyDictionary<string, FactValue>> FactsAsync() => FactsAsync(Broker.Terms("subject.name.full"));

    private async Task<IReadOnlyDictionary<string, FactValue>> FactsAsync(DisclosureTerms terms)
    {
        _broker.Decisions.Always(FakeDecisions.Deny("deny_default"));
        await _broker.AskAsync(terms, "facts-" + _broker.Decisions.Asked.Count);
        return _broker.Decisions.Asked.Last().Facts;
    }
}
