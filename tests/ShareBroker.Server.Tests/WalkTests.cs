using System.Text;
using Google.Protobuf;
using Grpc.Core;
using ShareBroker.Client;
using ShareBroker.Server.Tests.Support;
using ShareBroker.Wire.V1;
using Answer = ShareBroker.Wire.V1.Disclosure;

namespace ShareBroker.Server.Tests;

[Collection(StageCollection.Name)]
public sealed class WalkTests(BrokerStage stage) : IDisposable
{
    private readonly BrokerClient _client = stage.ClientOf(BrokerStage.Social, "member");

    public void Dispose()
    {
        stage.Holder.Twist = null;
        stage.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_permit_releases_the_granted_fields_with_a_receipt_that_fits()
    {
        var answer = await _client.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);

        answer.Message.Effect.ShouldBe(Effect.Permit);
        answer.IsReleased.ShouldBeTrue();
        answer.Payload["subject.name.full"].GetString().ShouldBe($"{BrokerStage.Canary} subject.name.full");
        answer.Payload["subject.birth_date"].GetString().ShouldBe("12-17");
        answer.Payload.Keys.ShouldNotContain("needs.detail");
    }

    [Fact]
    public async Task The_same_key_gives_the_same_receipt_and_another_request_under_it_is_an_error()
    {
        var key = BrokerStage.AKey();
        var first = await _client.DiscloseAsync(key, stage.Terms(), CancellationToken.None);
        var second = await _client.DiscloseAsync(key, stage.Terms(), CancellationToken.None);
        var other = stage.Terms();
        other.Why += " now";

        second.ReceiptIndex.ShouldBe(first.ReceiptIndex);
        var fault = await Should.ThrowAsync<BrokerCallException>(() => _client.DiscloseAsync(key, other, CancellationToken.None));
        fault.Status.ShouldBe(StatusCode.AlreadyExists);
        fault.Code.ShouldBe("idempotency_conflict");
    }

    [Theory]
    [InlineData("purpose")]
    [InlineData("regime")]
    [InlineData("forum")]
    [InlineData("basis")]
    [InlineData("path")]
    public async Task An_unknown_word_is_a_denial_with_a_receipt(string what)
    {
        var terms = stage.Terms();
        switch (what)
        {
            case "purpose":
                terms.Purpose = "no.such_purpose";
                break;
            case "regime":
                terms.Regime = "xx.none";
                break;
            case "forum":
                (terms.Forum, terms.ForumInstanceId, terms.MeetingId) = ("xx.none", "", "");
                break;
            case "basis":
                terms.LegalBasis.Add("xx.none");
                break;
            default:
                terms.Fields.Add(new RequestedField { Path = "no.such.path" });
                break;
        }

        var answer = (await _client.DiscloseAsync(BrokerStage.AKey(), terms, CancellationToken.None)).Message;

        answer.Effect.ShouldBe(Effect.Deny);
        answer.Payload.ShouldBeNull();
        answer.Receipt.Content.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_of_ten_megabytes_is_refused_before_it_is_read()
    {
        var terms = stage.Terms();
        terms.Why = new string('x', 10 << 20);

        var fault = await Should.ThrowAsync<BrokerCallException>(
            () => _client.DiscloseAsync(BrokerStage.AKey(), terms, CancellationToken.None));

        fault.Status.ShouldBe(StatusCode.ResourceExhausted);
        fault.Code.ShouldBe("message_too_large");
    }

    [Fact]
    public async Task All_faults_of_a_message_are_told_at_once_without_what_was_sent()
    {
        var terms = stage.Terms();
        terms.Why = new string('x', 3_000);
        terms.CaseId = new string(BrokerStage.Canary[0], 5_000);

        var fault = await Should.ThrowAsync<BrokerCallException>(
            () => _client.DiscloseAsync(BrokerStage.AKey(), terms, CancellationToken.None));

        fault.Status.ShouldBe(StatusCode.InvalidArgument);
        fault.Message.ShouldNotContain("xxxx");
    }

    [Theory]
    [InlineData("other person", DisclosureState.RefusedAnswer)]
    [InlineData("no json", DisclosureState.RefusedAnswer)]
    [InlineData("deep json", DisclosureState.RefusedAnswer)]
    [InlineData("surplus", DisclosureState.Released)]
    [InlineData("decline", DisclosureState.Declined)]
    [InlineData("away", DisclosureState.Waiting)]
    public async Task A_holder_that_misbehaves_gets_nothing_through(string mode, DisclosureState state)
    {
        stage.Holder.Twist = (_, honest) => Task.FromResult(Spoilt(mode, honest));

        var answer = await _client.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);

        answer.Message.State.ShouldBe(state);
        answer.Payload.Keys.Where(path => path.StartsWith("uncalled", StringComparison.Ordinal)).ShouldBeEmpty();
        (answer.Payload.Count > 0).ShouldBe(state == DisclosureState.Released);
    }

    [Fact]
    public async Task A_holder_refuses_an_order_that_was_changed()
    {
        await _client.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);
        var order = stage.Holder.Last!.Clone();
        var verifier = new Client.Holding.OrderVerifier(stage.Verifier(), BrokerStage.Police, TimeProvider.System);
        verifier.Verify(order).Paths.ShouldBe(order.Paths);
        verifier.Verify(order).Schemes.ShouldBe([new("subject.birth_date", "age_band")]);
        var changes = new Dictionary<string, Action<FetchRequest>>(StringComparer.Ordinal)
        {
            ["order_other_paths"] = static request => request.Paths.Add("police.search_result"),
            ["order_other_recipient"] = static request => request.RecipientAgencyId = "fr-21-police",
            ["order_other_purpose"] = static request => request.Purpose = "prosecution",
            ["order_other_index"] = static request => request.OrderIndex += 1,
            ["order_missing"] = static request => request.Order = null,
            ["request_malformed"] = static request => request.Paths.Clear(),
        };
        foreach (var (code, change) in changes)
        {
            var changed = order.Clone();
            change(changed);
            Should.Throw<Client.Holding.OrderRefusedException>(() => verifier.Verify(changed)).Code.ShouldBe(code);
        }

        new[] { "fr-21-social", "fr-21-pref" }.ShouldAllBe(other => RefusedBy(other, order));
        var text = order.Order.Content.ToStringUtf8();
        for (var at = 20; at < text.Length; at += 97)
        {
            var spoilt = order.Clone();
            spoilt.Order.Content = ByteString.CopyFromUtf8(text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);
            Should.Throw<Client.Holding.OrderRefusedException>(() => verifier.Verify(spoilt));
        }
    }

    [Fact]
    public async Task The_sdk_hands_on_no_answer_that_its_receipt_does_not_fit()
    {
        var terms = stage.Terms();
        var answer = await _client.DiscloseAsync(BrokerStage.AKey(), terms, CancellationToken.None);
        var changes = new Dictionary<string, Action<Answer>>(StringComparer.Ordinal)
        {
            ["payload_differs"] = static each => Replace(each, "12-17", "18-24"),
            ["payload_incomplete"] = static each => each.Payload = null,
            ["payload_malformed"] = static each => each.Payload.Content = ByteString.CopyFromUtf8("{\"a\":1,\"a\":1}"),
            ["payload_not_opened"] = static each => Replace(each, "{", "{\"needs.detail\":\"more\","),
            ["receipt_missing"] = static each => each.Receipt = null,
            ["receipt_other_outcome"] = static each => each.State = DisclosureState.Declined,
            ["receipt_other_fields"] = static each => each.Fields[1].Action = "disclose",
            ["receipt_other_obligations"] = static each => each.Obligations.Clear(),
        };
        foreach (var (code, change) in changes)
        {
            var changed = answer.Message.Clone();
            change(changed);
            Should.Throw<ReceiptMismatchException>(() => _client.Answers.Verify(changed, terms)).Code.ShouldBe(code);
        }

        var receipt = answer.Message.Receipt.Content.ToStringUtf8();
        for (var at = 20; at < receipt.Length; at += 211)
        {
            var spoilt = answer.Message.Clone();
            spoilt.Receipt.Content = ByteString.CopyFromUtf8(receipt[..at] + (receipt[at] == 'A' ? 'B' : 'A') + receipt[(at + 1)..]);
            Should.Throw<ReceiptMismatchException>(() => _client.Answers.Verify(spoilt, terms));
        }
    }

    [Fact]
    public async Task Confirming_a_release_makes_an_entry()
    {
        var answer = await _client.DiscloseAsync(BrokerStage.AKey(), stage.Terms("subject.age_band"), CancellationToken.None);

        (await _client.ConfirmAsync(answer, CancellationToken.None)).ShouldBeGreaterThan(answer.ReceiptIndex);
    }

    [Fact]
    public async Task No_value_subject_or_why_stands_in_a_log_line_or_a_file_of_the_broker()
    {
        await _client.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);
        string[] words = [BrokerStage.Canary, BrokerStage.AskedSubject, BrokerStage.HeldSubject];
        var canaries = words.Select(Encoding.UTF8.GetBytes).ToList();

        stage.Log.Lines.Where(line => line.Contains(BrokerStage.Canary, StringComparison.Ordinal)
            || line.Contains("CANARY", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var file in Directory.EnumerateFiles(stage.Settings.Data, "*", SearchOption.AllDirectories)
            .Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            foreach (var canary in canaries)
            {
                copy.ToArray().AsSpan().IndexOf(canary).ShouldBe(-1, Path.GetFileName(file));
            }
        }
    }

    private static FetchResponse Spoilt(string mode, FetchResponse honest)
    {
        switch (mode)
        {
            case "other person":
                honest.Record.SubjectId = "P-other";
                break;
            case "no json":
                honest.Record.Values[0].ValueJson = ByteString.CopyFromUtf8("{\"a\":1,\"a\":2}");
                break;
            case "deep json":
                honest.Record.Values[0].ValueJson = ByteString.CopyFromUtf8(new string('[', 10_000) + new string(']', 10_000));
                break;
            case "surplus":
                honest.Record.Values.Add(new HeldValue { Path = "uncalled.path", ValueJson = ByteString.CopyFromUtf8("1") });
                break;
            case "decline":
                return new FetchResponse { Decline = new Decline { Text = "not now" } };
            default:
                throw new RpcException(new Status(StatusCode.Unavailable, ""));
        }

        return honest;
    }

    private static void Replace(Answer answer, string old, string fresh)
    {
        var text = answer.Payload.Content.ToStringUtf8();
        var at = text.IndexOf(old, StringComparison.Ordinal);
        answer.Payload.Content = ByteString.CopyFromUtf8(text[..at] + fresh + text[(at + old.Length)..]);
    }

    private bool RefusedBy(string agency, FetchRequest order)
    {
        var verifier = new Client.Holding.OrderVerifier(stage.Verifier(), agency, TimeProvider.System);
        return Should.Throw<Client.Holding.OrderRefusedException>(() => verifier.Verify(order)).Code == "order_other_holder";
    }
}
