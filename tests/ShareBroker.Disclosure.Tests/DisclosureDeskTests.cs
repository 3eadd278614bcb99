using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Tests.World;
using ShareBroker.Policies;
using static ShareBroker.Disclosure.Tests.World.FakeDecisions;

namespace ShareBroker.Disclosure.Tests;

public sealed class DisclosureDeskTests : IAsyncLifetime
{
    private Broker _broker = null!;

    public async Task InitializeAsync() => _broker = await Broker.OpenAsync();

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task A_permit_releases_what_is_granted_after_the_order_is_in_the_log()
    {
        _broker.Decisions.Always(
            Permit(("subject.name.full", Disclose), ("subject.birth_date", Generalise("age_band")), ("contact.phone", Withhold)));
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";
        _broker.Holder.Record["subject.birth_date"] = "\"2010-05-04\"";
        _broker.Holder.Record["contact.phone"] = "\"+33 0\"";

        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full", "subject.birth_date", "contact.phone"));

        answer.State.ShouldBe(DisclosureState.Released);
        Broker.Payload(answer)
            .ShouldBe(new Dictionary<string,
            string> { ["subject.birth_date"] = "\"12-17\"", ["subject.name.full"] = "\"Camille Exemple\"" }, ignoreOrder: true);
        var sent = _broker.Holder.Orders.ShouldHaveSingleItem();
        sent.Paths.ShouldBe(["subject.birth_date", "subject.name.full"]);
        sent.SubjectId.ShouldBe(Broker.SubjectAtPolice);
        var order = (await _broker.EntriesAsync("order")).ShouldHaveSingleItem();
        var release = (await _broker.EntriesAsync("release")).ShouldHaveSingleItem();
        release.GetProperty("order").GetInt64().ShouldBe(sent.OrderIndex);
        (await _broker.EntryAsync(sent.OrderIndex)).GetProperty("jti").GetString().ShouldBe(order.GetProperty("jti").GetString());
        answer.ReceiptIndex.ShouldBeGreaterThan(sent.OrderIndex);
    }

    [Fact]
    public async Task A_refusal_has_a_receipt_and_the_holder_never_hears_of_it()
    {
        _broker.Decisions.Always(Deny("deny_not_member"));

        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        answer.State.ShouldBe(DisclosureState.Denied);
        answer.Payload.ShouldBeNull();
        answer.Reasons.ShouldHaveSingleItem().Code.ShouldBe("deny_not_member");
        _broker.Holder.Orders.ShouldBeEmpty();
        (await _broker.EntryAsync(answer.ReceiptIndex)).GetProperty("kind").GetString().ShouldBe("denial");
    }

    [Fact]
    public async Task A_generalised_field_fetches_its_coarser_path_and_never_the_detail()
    {
        _broker.Decisions.Always(Permit(("contact.address", Generalise("municipality"))));
        _broker.Holder.Record["contact.address"] = "\"1 rue du Canari\"";
        _broker.Holder.Record["contact.area"] = "\"Dijon\"";

        var answer = await _broker.AskAsync(Broker.Terms("contact.address"));

        _broker.Holder.Orders.ShouldHaveSingleItem().Paths.ShouldBe(["contact.area"]);
        Broker.Payload(answer)["contact.address"].ShouldBe("\"Dijon\"");
    }

    [Fact]
    public async Task The_same_request_again_gives_the_same_receipt_and_the_payload()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";

        var first = await _broker.AskAsync(Broker.Terms("subject.name.full", "contact.phone"));
        var again = await _broker.AskAsync(Broker.Terms("subject.name.full", "contact.phone"));

        again.ReceiptIndex.ShouldBe(first.ReceiptIndex);
        again.Id.ShouldBe(first.Id);
        again.Payload!.Value.ToArray().ShouldBe(first.Payload!.Value.ToArray());
        again.Receipt.SdJwt.ShouldBe(first.Receipt.SdJwt);
        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_changed_is_a_second_release_on_the_same_order()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";
        var first = await _broker.AskAsync(Broker.Terms("subject.name.full"));
        _broker.Holder.Record["subject.name.full"] = "\"Camille Modele\"";

        var again = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        again.ReceiptIndex.ShouldBeGreaterThan(first.ReceiptIndex);
        Broker.Payload(again)["subject.name.full"].ShouldBe("\"Camille Modele\"");
        var releases = await _broker.EntriesAsync("release");
        releases.Select(static release => release.GetProperty("order").GetInt64()).Distinct().Count().ShouldBe(1);
        (await _broker.EntriesAsync("order")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_request_under_a_used_key_is_an_error()
    {
        _broker.Decisions.DiscloseAll();
        await _broker.AskAsync(Broker.Terms("subject.name.full"));

        await Should.ThrowAsync<IdempotencyConflictException>(
            _broker.AskAsync(Broker.Terms("subject.name.full") with { Purpose = "support.family" }));
    }

    [Fact]
    public async Task A_key_of_one_agency_says_nothing_about_the_same_key_of_another()
    {
        _broker.Decisions.Always(Deny("deny_default"));
        var one = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        var other = await _broker.AskAsync(Broker.Terms("subject.name.full"), caller: Broker.School);

        other.Id.ShouldNotBe(one.Id);
    }

    [Fact]
    public async Task Forty_copies_of_a_request_at_once_are_one_disclosure()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => Task.Run(() => _broker.AskAsync(Broker.Terms("subject.name.full")))));

        answers.Select(static answer => answer.ReceiptIndex).Distinct().Count().ShouldBe(1);
        (await _broker.EntriesAsync("order")).Count.ShouldBe(1);
        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_second_decision_takes_away_and_never_adds()
    {
        _broker.Decisions.FirstThen(
            Permit(("subject.name.full", Disclose), ("contact.phone", Withhold), ("subject.birth_date", Disclose)),
            Permit(("subject.name.full", Disclose), ("contact.phone", Disclose), ("subject.birth_date", Generalise("age_band"))));
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";
        _broker.Holder.Record["contact.phone"] = "\"+33 0\"";
        _broker.Holder.Record["subject.birth_date"] = "\"2010-05-04\"";

        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full", "contact.phone", "subject.birth_date"));

        Broker.Payload(answer).Keys.ShouldBe(["subject.birth_date", "subject.name.full"], ignoreOrder: true);
        Broker.Payload(answer)["subject.birth_date"].ShouldBe("\"12-17\"");
        answer.Fields.Single(static field => field.Path == "contact.phone").Action.ShouldBe("withhold");
    }

    [Fact]
    public async Task A_second_decision_that_refuses_lets_nothing_out()
    {
        _broker.Decisions.FirstThen(Permit(("subject.name.full", Disclose)), Deny("deny_consent_refused"));
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";

        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        answer.State.ShouldBe(DisclosureState.Denied);
        answer.Payload.ShouldBeNull();
        (await _broker.EntriesAsync("release")).ShouldHaveSingleItem().GetProperty("outcome").GetString().ShouldBe("denied");
    }

    [Fact]
    public async Task A_holder_may_decline_what_policy_permits()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Instead = static (_, _) => Task.FromResult<HolderAnswer>(new HolderAnswer.Declined("We ask the family first"));

        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        answer.State.ShouldBe(DisclosureState.Declined);
        answer.Effect.ShouldBe(Effect.Deny);
        var reason = answer.Reasons.ShouldHaveSingleItem();
        (reason.Code, reason.Route).ShouldBe(("deny_holder_declined", "We ask the family first"));
        _broker.Decisions.Asked.Last().Facts["holder.declined"].ShouldBe(new FactValue.Flag(Value: true));
        (await _broker.EntriesAsync("release")).ShouldHaveSingleItem().GetProperty("reasons").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_permit_that_withholds_everything_asks_nobody_and_stays_a_permit()
    {
        _broker.Decisions.Always(Permit(("subject.name.full", Withhold)));

        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        answer.Effect.ShouldBe(Effect.Permit);
        Broker.Payload(answer).ShouldBeEmpty();
        _broker.Holder.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_agency_sees_only_its_own_disclosures()
    {
        _broker.Decisions.Always(Deny("deny_default"));
        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        await Should.ThrowAsync<NotFoundException>(_broker.Desk.GetAsync(Broker.School, answer.Id, CancellationToken.None));
        (await _broker.Desk.GetAsync(Broker.Social, answer.Id, CancellationToken.None)).ReceiptIndex.ShouldBe(answer.ReceiptIndex);
    }

    [Fact]
    public async Task A_colleague_sees_the_state_and_not_the_payload()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";
        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        var seen = await _broker.Desk.GetAsync(
            Broker.Social with { Person = new Actor("p-99", "frontline") }, answer.Id, CancellationToken.None);

        seen.State.ShouldBe(DisclosureState.Released);
        seen.Payload.ShouldBeNull();
    }

    [Fact]
    public async Task A_payload_for_another_recipient_goes_to_that_recipient_alone()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";
        var terms = Broker.Terms("subject.name.full") with { Recipient = new TermsRecipient("xx-school", Broker.School.Person) };

        var asked = await _broker.AskAsync(terms);
        var received = await _broker.Desk.GetAsync(Broker.School, asked.Id, CancellationToken.None);

        asked.Payload.ShouldBeNull();
        Broker.Payload(received)["subject.name.full"].ShouldBe("\"Camille Exemple\"");
        received.ReceiptIndex.ShouldBe(asked.ReceiptIndex);
    }

    [Fact]
    public async Task Previews_disclose_nothing_have_a_receipt_and_run_out()
    {
        _broker.UseSettings(_broker.Settings with { PreviewsPerHourMax = 2 });
        _broker.Decisions.DiscloseAll();
        var terms = Broker.Terms("subject.name.full");

        var preview = await _broker.Desk.PreviewAsync(Broker.Social, terms, CancellationToken.None);
        await _broker.Desk.PreviewAsync(Broker.Social, terms, CancellationToken.None);

        (preview.Effect, preview.Payload).ShouldBe((Effect.Permit, null));
        (await _broker.EntryAsync(preview.ReceiptIndex)).GetProperty("kind").GetString().ShouldBe("preview");
        _broker.Holder.Orders.ShouldBeEmpty();
        await Should.ThrowAsync<BudgetExhaustedException>(_broker.Desk.PreviewAsync(Broker.Social, terms, CancellationToken.None));
    }

    [Fact]
    public async Task All_faults_of_a_message_are_named_at_once_and_nothing_is_logged()
    {
        var before = (await _broker.EntriesAsync()).Count;
        var terms = Broker.Terms(
            "subject.name.full") with { Why = new string('w', 2001), HolderAgencyId = "NOT AN ID", Purpose = "half \ud800",
            SmallestCell = -1 };

        var fault = await Should.ThrowAsync<InvalidRequestException>(_broker.AskAsync(terms));

        fault.Faults.Count.ShouldBe(4);
        (await _broker.EntriesAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_word_that_the_vocabulary_does_not_know_never_stands_open_in_the_log()
    {
        _broker.Decisions.Always(Deny("deny_unknown_term"));

        var answer = await _broker.AskAsync(
            Broker.Terms("subject.name.full") with { Purpose = "find jane doe", LegalBasis = ["jane.doe"] });

        var entry = (await _broker.EntryAsync(answer.ReceiptIndex)).GetRawText();
        entry.ShouldNotContain("jane");
        entry.ShouldContain("\"purpose\":\"unknown\"");
    }
}
