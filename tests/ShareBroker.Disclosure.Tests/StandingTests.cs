using System.Text.RegularExpressions;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Disclosure.Tests.World;
using static ShareBroker.Disclosure.Tests.World.FakeDecisions;

namespace ShareBroker.Disclosure.Tests;

public sealed partial class StandingTests : IAsyncLifetime
{
    private const string Asked = "subject.name.full";
    private Broker _broker = null!;

    public async Task InitializeAsync() => _broker = await Broker.OpenAsync();

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Theory]
    [InlineData("deny_not_member", "deny_not_member")]
    [InlineData("deny_consent_missing", "deny_consent_missing")]
    [InlineData("deny_not_member deny_consent_missing", "deny_not_member")]
    [InlineData("deny_case_closed deny_police_search_first", "deny_case_closed deny_police_search_first")]
    [InlineData("deny_security_retained", "deny_default")]
    [InlineData("deny_police_search_first deny_security_retained", "deny_default")]
    [InlineData("deny_no_legal_basis deny_security_retained", "deny_no_legal_basis")]
    public async Task A_requester_is_told_what_its_standing_allows(string decided, string told)
    {
        _broker.Decisions.Always(Deny(decided.Split(' ')));

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        string.Join(' ', answer.Reasons.Select(static reason => reason.Code)).ShouldBe(told);
        answer.Reasons.ShouldAllBe(static reason => reason.Sentence.Length > 0);
        answer.Obligations.Any(static duty => duty.Id == "police_search").ShouldBe(decided == told);
    }

    [Fact]
    public async Task A_case_that_security_keeps_looks_like_any_refusal_in_the_receipt_too()
    {
        _broker.Decisions.FirstThen(Deny("deny_default"), Deny("deny_security_retained"));

        var plain = await _broker.AskAsync(Broker.Terms(Asked), "plain");
        var kept = await _broker.AskAsync(Broker.Terms(Asked), "kept");

        Normal((await _broker.EntryAsync(kept.ReceiptIndex)).GetRawText())
            .ShouldBe(Normal((await _broker.EntryAsync(plain.ReceiptIndex)).GetRawText()).Replace(
                """{"due":"PT72H","id":"police_search"},""", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_security_side_learns_that_a_case_is_retained()
    {
        _broker.Decisions.Always(Deny("deny_security_retained"));
        var officer = Broker.Police with { Person = new Actor("p-7", "triage_officer") };

        var answer = await _broker.AskAsync(
            Broker.Terms(Asked) with { CaseId = Broker.SubjectAtPolice, HolderAgencyId = "xx-social" }, caller: officer);

        answer.Reasons.ShouldHaveSingleItem().Code.ShouldBe("deny_security_retained");
    }

    [Fact]
    public async Task Person_class_reasons_do_not_stand_open_in_the_log()
    {
        _broker.Decisions.Always(Deny("deny_consent_refused", "deny_not_member"));

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        var entry = (await _broker.EntryAsync(answer.ReceiptIndex)).GetRawText();
        entry.ShouldContain("deny_not_member");
        entry.ShouldNotContain("deny_consent_refused");
        entry.ShouldNotContain("police_search");
    }

    [Theory]
    [InlineData(true, "deny_not_member deny_purpose_prosecution")]
    [InlineData(false, "deny_not_member")]
    public async Task A_reason_that_can_be_of_either_class_is_told_when_it_follows_from_purpose_and_parties(bool fromParties, string told)
    {
        _broker.Decisions.Decide = input => Task.FromResult(new Policies.Deciding.DecisionOutcome(
            fromParties || input.Facts.ContainsKey("case.status") ? Deny("deny_not_member", "deny_purpose_prosecution")
                : Deny("deny_not_member"), Fault: null));

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        string.Join(' ', answer.Reasons.Select(static reason => reason.Code)).ShouldBe(told);
    }

    [Fact]
    public async Task An_unknown_person_and_a_denied_person_look_the_same_to_who_has_no_standing()
    {
        _broker.Decisions.Decide = static input => Task.FromResult(new Policies.Deciding.DecisionOutcome(
            input.Facts.ContainsKey("case.status") ? Deny("deny_not_member", "deny_consent_missing")
                : Deny("deny_not_member", "deny_case_closed"), Fault: null));

        var denied = await _broker.AskAsync(Broker.Terms(Asked), "known");
        var unknown = await _broker.AskAsync(Broker.Terms(Asked) with { CaseId = "social-9999" }, "unknown");

        Shape(unknown).ShouldBe(Shape(denied));
        var (one, other) = ((await _broker.EntryAsync(denied.ReceiptIndex)).GetRawText(), (await _broker.EntryAsync(unknown.ReceiptIndex))
            .GetRawText());
        Normal(other).ShouldBe(Normal(one));
    }

    [Fact]
    public async Task A_policy_that_permits_about_an_unknown_person_is_overruled()
    {
        _broker.Decisions.DiscloseAll();

        var answer = await _broker.AskAsync(Broker.Terms(Asked) with { CaseId = "social-9999" });

        answer.Reasons.ShouldHaveSingleItem().Code.ShouldBe("deny_default");
        _broker.Holder.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_value_of_a_record_stays_behind_anywhere()
    {
        string[] paths = [.. Broker.Vocabulary.Paths.Select(static path => path.Path).Order(StringComparer.Ordinal)];
        foreach (var (path, at) in paths.Select(static (path, at) => (path, at)))
        {
            _broker.Holder.Record[path] = $"\"canary-{at:D3}\"";
        }

        var half = paths.Where(static (_, at) => at % 2 == 0).ToHashSet();
        _broker.Decisions.Decide = input => Task.FromResult(new Policies.Deciding.DecisionOutcome(
            Permit([.. input.Request.Fields.Select(field => (field.Path, half.Contains(field.Path) ? Disclose : Withhold))]), Fault: null));

        var answer = await _broker.AskAsync(Broker.Terms([.. paths.Take(70)]) with { Why = "canary-why" });

        Broker.Payload(answer).Keys.ShouldBe(half.Where(paths.Take(70).Contains), ignoreOrder: true);
        (await _broker.DiskHoldsAsync("canary-")).ShouldBeFalse();
        (await _broker.DiskHoldsAsync(Broker.SubjectAtPolice)).ShouldBeFalse();
        (await _broker.DiskHoldsAsync(Broker.SubjectAtSocial)).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_a_confirmed_release_counts_as_prior_and_only_an_unchanged_one_as_a_duplicate()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record[Asked] = "\"Camille Exemple\"";
        var first = await _broker.AskAsync(Broker.Terms(Asked), "first");
        await _broker.AskAsync(Broker.Terms(Asked), "second");
        _broker.Decisions.Asked.Last().Prior.ShouldBeEmpty();
        var leaf = (await _broker.RealLog.EntryAsync(first.ReceiptIndex, CancellationToken.None))!.LeafHash;

        var confirmation = await _broker.Receipts.ConfirmAsync(Broker.Social, first.ReceiptIndex, leaf, CancellationToken.None);
        await _broker.AskAsync(Broker.Terms(Asked), "third");
        var prior = _broker.Decisions.Asked.Last().Prior.ShouldHaveSingleItem();
        _broker.Holder.Record[Asked] = "\"Camille Modele\"";
        await _broker.AskAsync(Broker.Terms(Asked), "fourth");

        (await _broker.Receipts.ConfirmAsync(Broker.Social, first.ReceiptIndex, leaf, CancellationToken.None)).ShouldBe(confirmation);
        (prior.Unchanged, prior.Recipient, prior.Fields.Single()).ShouldBe((true, "xx-social", Asked));
        _broker.Decisions.Asked.Last().Prior.ShouldHaveSingleItem().Unchanged.ShouldBeFalse();
    }

    [Fact]
    public async Task Support_data_keeps_its_origin_through_the_hands_of_another_holder()
    {
        _broker.Decisions.DiscloseAll();
        await _broker.PutAsync(new HolderMappingRecord
        {
            Agency = Broker.Police.Agency,
            Paths = [new MappedPath(Asked, new Provenance("support.family"))],
            DefaultOriginPurpose = Provenance.NoOrigin,
        });
        _broker.Holder.Record[Asked] = "\"Camille Exemple\"";
        await _broker.AskAsync(Broker.Terms(Asked));
        await _broker.PutAsync(new HolderMappingRecord { Agency = Broker.Social.Agency, DefaultOriginPurpose = Provenance.NoOrigin });

        var terms = Broker.Terms(
            Asked, "contact.phone") with { CaseId = Broker.SubjectAtPolice, HolderAgencyId = "xx-social",
            Purpose = "prosecution.investigation" };
        await _broker.AskAsync(terms, caller: Broker.Police);

        var held = _broker.Decisions.Asked.Last().Held;
        held[Asked].OriginPurpose.ShouldBe("support.family");
        held.ContainsKey("contact.phone").ShouldBeFalse();
    }

    [Fact]
    public async Task A_receipt_is_for_its_parties_and_for_auditors()
    {
        _broker.Decisions.Always(Deny("deny_default"));
        var answer = await _broker.AskAsync(Broker.Terms(Asked));
        var auditor = Broker.Admin with { Person = new Actor("p-audit", "auditor") };

        await _broker.Receipts.GetAsync(Broker.Police, answer.ReceiptIndex, CancellationToken.None);
        await _broker.Receipts.GetAsync(auditor, answer.ReceiptIndex, CancellationToken.None);
        await Should.ThrowAsync<NotFoundException>(_broker.Receipts.GetAsync(Broker.School, answer.ReceiptIndex, CancellationToken.None));
        var page = await _broker.Receipts.ListAsync(Broker.School, 0, 100, CancellationToken.None);
        page.Receipts.ShouldNotContain(receipt => receipt.Index == answer.ReceiptIndex);
        (await _broker.Receipts.ListAsync(auditor, 0, ReceiptDesk.PageSizeMax, CancellationToken.None)).Receipts.Count.ShouldBe(
            (await _broker.EntriesAsync()).Count);
    }

    [Fact]
    public async Task Confirming_another_statement_than_the_log_has_is_refused()
    {
        _broker.Decisions.DiscloseAll();
        var answer = await _broker.AskAsync(Broker.Terms(Asked));
        var other = (await _broker.RealLog.EntryAsync(0, CancellationToken.None))!.LeafHash;

        var fault = await Should.ThrowAsync<InvalidRequestException>(
            _broker.Receipts.ConfirmAsync(Broker.Social, answer.ReceiptIndex, other, CancellationToken.None));

        fault.Code.ShouldBe("leaf_hash_differs");
    }

    private static string Shape(DisclosureAnswer answer) =>
        string.Join('|', answer.State, answer.Effect, string.Join(',', answer.Reasons), string.Join(',', answer.Fields),
        string.Join(',', answer.Obligations), answer.Payload is null, answer.ExpireTime,
            answer.Receipt.SdJwt.Count(static letter => letter == '~'));

    // Ids, times and digests differ between any two entries; nothing else may.
    private static string Normal(string entry) => Changing().Replace(entry, "_");

    [GeneratedRegex("\"(jti|time)\":\"[^\"]*\"|\"iat\":\\d+|\"after\":\\{[^}]*\\}|\"[A-Za-z0-9_-]{43}\"", RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Changing();
}
