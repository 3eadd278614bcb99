using ShareBroker.Disclosure.Registers;
using ShareBroker.Disclosure.Tests.World;

namespace ShareBroker.Disclosure.Tests.Registers;

/// <summary>A regime is confirmed for one place until a review date; everything else is a draft.</summary>
public sealed class ConfirmationTests : IAsyncLifetime
{
    private const string Instance = "fr.cpraf/99";

    private static readonly Caller Officer = new(Broker.Admin.Agency, new Actor("p-dpo", "dpo"));

    private Broker _broker = null!;

    private static ConfirmationRecord Confirmation => new()
    {
        Instance = Instance, Agency = "", Regime = "fr.cpraf", Opinion = "file 2026-14", Person = "", ReviewDate = "2026-03-10",
    };

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync();
        _broker.Decisions.DiscloseAll();
        await _broker.PutAsync(new ForumInstanceRecord { Instance = Instance, Forum = "fr.cpraf", Regime = "fr.cpraf" });
        await _broker.PutAsync(new MemberRecord { Instance = Instance, Agency = Broker.Social.Agency, Active = true });
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task A_regime_is_a_draft_until_it_is_confirmed_and_again_after_its_review_date()
    {
        (await StatusAsync()).ShouldBe("draft");

        var index = await _broker.Registers.ConfirmAsync(Officer, Confirmation, CancellationToken.None);

        (await StatusAsync()).ShouldBe("confirmed");
        var entry = await _broker.EntryAsync(index);
        entry.GetProperty("kind").GetString().ShouldBe("register");
        entry.GetProperty("register").GetString().ShouldBe("confirmation");
        entry.GetRawText().ShouldNotContain("p-dpo");
        _broker.Clock.Advance(TimeSpan.FromDays(8));
        (await StatusAsync()).ShouldBe("confirmed", "the review date itself");
        _broker.Clock.Advance(TimeSpan.FromDays(1));
        (await StatusAsync()).ShouldBe("draft");
    }

    [Fact]
    public async Task A_confirmation_that_is_taken_back_or_is_of_another_regime_counts_no_longer()
    {
        await _broker.Registers.ConfirmAsync(Officer, Confirmation, CancellationToken.None);
        await _broker.Registers.ConfirmAsync(Officer, Confirmation with { IsWithdrawn = true }, CancellationToken.None);
        (await StatusAsync()).ShouldBe("draft");

        await _broker.Registers.ConfirmAsync(Officer, Confirmation, CancellationToken.None);
        await _broker.PutAsync(new ForumInstanceRecord { Instance = Instance, Forum = "fr.cpraf", Regime = "fr.ged" });
        (await StatusAsync()).ShouldBe("draft");
    }

    [Fact]
    public async Task A_confirmation_that_has_run_out_outweighs_a_row_that_calls_itself_confirmed()
    {
        await _broker.PutAsync(
            new ForumInstanceRecord { Instance = Instance, Forum = "fr.cpraf", Regime = "fr.cpraf", RegimeStatus = "confirmed" });
        (await StatusAsync()).ShouldBe("confirmed");

        await _broker.Registers.ConfirmAsync(Officer, Confirmation, CancellationToken.None);
        _broker.Clock.Advance(TimeSpan.FromDays(30));

        (await StatusAsync()).ShouldBe("draft");
    }

    [Fact]
    public async Task Where_regimes_need_confirmation_a_row_confirms_nothing()
    {
        await _broker.PutAsync(
            new ForumInstanceRecord { Instance = Instance, Forum = "fr.cpraf", Regime = "fr.cpraf", RegimeStatus = "confirmed" });
        _broker.DemandConfirmations();

        (await StatusAsync()).ShouldBe("draft");
        var row = new ForumInstanceRecord { Instance = "fr.cpraf/98", Forum = "fr.cpraf", Regime = "fr.cpraf", RegimeStatus = "confirmed" };
        (await Should.ThrowAsync<InvalidRequestException>(_broker.PutAsync(row))).Code.ShouldBe("regime_status_closed");
    }

    [Fact]
    public async Task A_holder_is_confirmed_for_what_it_holds_outside_any_forum()
    {
        var confirmation = Confirmation with { Instance = "", Agency = Broker.Police.Agency.Value, Regime = "bilateral" };
        _broker.DemandConfirmations();
        (await StatusAsync(Broker.Terms("subject.name.full"))).ShouldBe("draft");

        await _broker.Registers.ConfirmAsync(Officer, confirmation, CancellationToken.None);

        (await StatusAsync(Broker.Terms("subject.name.full"))).ShouldBe("confirmed");
    }

    [Fact]
    public async Task Only_an_officer_of_an_agency_that_administers_confirms()
    {
        await Should.ThrowAsync<NotAllowedException>(_broker.Registers.ConfirmAsync(Broker.Admin, Confirmation, CancellationToken.None));
        var elsewhere = new Caller(Broker.Social.Agency, new Actor("p-dpo", "dpo"));
        await Should.ThrowAsync<NotAllowedException>(_broker.Registers.ConfirmAsync(elsewhere, Confirmation, CancellationToken.None));
        (await StatusAsync()).ShouldBe("draft");
    }

    [Fact]
    public async Task What_a_confirmation_lacks_is_named()
    {
        (ConfirmationRecord Row, string Code)[] rows =
        [
            (Confirmation with { Opinion = "" }, "opinion_missing"),
            (Confirmation with { Regime = "" }, "regime_missing"),
            (Confirmation with { Regime = "fr.ged" }, "regime_other"),
            (Confirmation with { ReviewDate = "" }, "date_malformed"),
            (Confirmation with { ReviewDate = "next year" }, "date_malformed"),
            (Confirmation with { ReviewDate = "2026-03-01" }, "review_date_past"),
            (Confirmation with { Instance = "" }, "scope_unclear"),
            (Confirmation with { Agency = "xx-police" }, "scope_unclear"),
        ];
        foreach (var (row, code) in rows)
        {
            var fault = await Should.ThrowAsync<InvalidRequestException>(
                _broker.Registers.ConfirmAsync(Officer, row, CancellationToken.None));
            fault.Code.ShouldBe(code);
        }

        await Should.ThrowAsync<NotFoundException>(
            _broker.Registers.ConfirmAsync(Officer, Confirmation with { Instance = "fr.cpraf/0" }, CancellationToken.None));
    }

    private async Task<string?> StatusAsync(DisclosureTerms? terms = null)
    {
        terms ??= Broker.Terms("subject.name.full") with { Forum = "fr.cpraf", ForumInstanceId = Instance };
        await _broker.Desk.PreviewAsync(Broker.Social, terms, CancellationToken.None);
        return _broker.Decisions.Asked.Last(static input => input.Facts.Count > 0 || input.Requester.Agency.Length > 0).RegimeStatus;
    }
}
