using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Disclosure.Tests.World;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using static ShareBroker.Disclosure.Tests.World.FakeDecisions;

namespace ShareBroker.Disclosure.Tests;

public sealed class OpeningTests : IAsyncLifetime
{
    private static readonly Caller Auditor = Broker.Admin with { Person = new Actor("p-audit", "auditor") };

    private Broker _broker = null!;

    public async Task InitializeAsync() => _broker = await Broker.OpenAsync();

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task An_auditor_gets_the_input_and_every_sealed_member_after_an_entry_that_says_so()
    {
        _broker.Decisions.Always(Deny("deny_case_closed"));
        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        var opened = await OpenAsync(answer.ReceiptIndex);

        var openings = OpeningsOf(opened);
        openings["input_sha256"].GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(opened.Input.Span)));
        openings["reasons_all"].EnumerateArray().Select(code => code.GetString()).ShouldBe(["deny_case_closed"]);
        openings["subject"].GetString().ShouldBe(Broker.SubjectAtSocial);
        openings["actor"].GetString().ShouldBe("p-17");
        openings["why"].GetString().ShouldBe(Broker.Terms().Why);
        openings.Keys.ShouldContain("rules");
        var entry = await _broker.EntryAsync(opened.OpeningIndex);
        entry.GetProperty("kind").GetString().ShouldBe("opening");
        entry.GetProperty("receipt").GetInt64().ShouldBe(answer.ReceiptIndex);
        entry.GetProperty("opened_for").GetString().ShouldBe(Auditor.Agency.Value);
        entry.GetProperty("authority").GetString().ShouldBe("order 12/2026");
        entry.GetRawText().ShouldNotContain("complaint");
    }

    [Fact]
    public async Task Orders_and_releases_open_to_inputs_without_any_value_of_the_record()
    {
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record["subject.name.full"] = "\"Camille Exemple\"";
        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));
        var order = _broker.Holder.Orders.ShouldHaveSingleItem().OrderIndex;

        foreach (var index in (long[])[order, answer.ReceiptIndex])
        {
            var input = Encoding.UTF8.GetString((await OpenAsync(index)).Input.Span);
            input.ShouldContain("\"subject.name.full\"");
            input.ShouldNotContain("Camille");
        }
    }

    [Theory]
    [InlineData("p-17", "member")]
    [InlineData("p-17", "auditor")]
    public async Task Nobody_but_an_auditor_opens_a_receipt_not_even_a_party(string person, string role)
    {
        _broker.Decisions.Always(Deny("deny_case_closed"));
        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        var caller = Broker.Social with { Person = new Actor(person, role) };
        await Should.ThrowAsync<NotAllowedException>(() =>
            _broker.Receipts.OpenAsync(caller, answer.ReceiptIndex, "order 12/2026", "complaint 7", CancellationToken.None));
        (await _broker.EntriesAsync("opening")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "complaint 7")]
    [InlineData("order 12/2026", " ")]
    [InlineData("order\0", "complaint 7")]
    public async Task An_opening_names_its_authority_and_why(string authority, string why)
    {
        _broker.Decisions.Always(Deny("deny_case_closed"));
        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));

        await Should.ThrowAsync<InvalidRequestException>(() =>
            _broker.Receipts.OpenAsync(Auditor, answer.ReceiptIndex, authority, why, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_no_decision_or_was_forgotten_opens_to_nothing()
    {
        _broker.Decisions.Always(Deny("deny_case_closed"));
        var answer = await _broker.AskAsync(Broker.Terms("subject.name.full"));
        var jti = (await _broker.EntryAsync(answer.ReceiptIndex)).GetProperty("jti").GetString()!;
        (await _broker.Ports.Inputs.FindAsync(jti, CancellationToken.None)).ShouldNotBeNull();

        (await _broker.Ports.Secrets.DestroyAsync(jti, CancellationToken.None)).ShouldBeTrue();

        (await _broker.Ports.Inputs.FindAsync(jti, CancellationToken.None)).ShouldBeNull();
        foreach (var index in (long[])[answer.ReceiptIndex, 0, 1_000_000, -1])
        {
            await Should.ThrowAsync<NotFoundException>(() => OpenAsync(index));
        }

        (await _broker.EntriesAsync("opening")).ShouldBeEmpty();
    }

    private Task<OpenedReceipt> OpenAsync(long index) =>
        _broker.Receipts.OpenAsync(Auditor, index, "order 12/2026", "complaint 7", CancellationToken.None);

    private Dictionary<string, JsonElement> OpeningsOf(OpenedReceipt opened)
    {
        var verifier = new ReceiptVerifier(
            TlogPolicy.Parse(TlogPolicy.TextFor(_broker.Keys.Heads.Verifier)), new JwkSet([_broker.Keys.Statement.PublicKey]));
        return verifier.Verify(opened.Receipt, []).ShouldBeOfType<ReceiptVerdict.Verified>().Openings
            .ToDictionary(static opening => opening.Name, static opening => opening.Value, StringComparer.Ordinal);
    }
}
