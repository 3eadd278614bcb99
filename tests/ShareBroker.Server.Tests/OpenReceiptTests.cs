using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using ShareBroker.Receipts;
using ShareBroker.Server.Tests.Support;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests;

[Collection(StageCollection.Name)]
public sealed class OpenReceiptTests(BrokerStage stage)
{
    [Fact]
    public async Task An_auditor_opens_a_release_and_its_input_fits_what_the_receipt_seals()
    {
        using var asker = stage.ClientOf(BrokerStage.Social, "member");
        using var auditor = stage.ClientOf(BrokerStage.Prefecture, "auditor");
        var answer = await asker.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);

        var opened = await auditor.Receipts.OpenReceiptAsync(DemandOf(answer.ReceiptIndex), auditor.Options(CancellationToken.None));

        opened.Receipt.MediaType.ShouldBe(Receipt.MediaType);
        opened.Input.MediaType.ShouldBe("application/json");
        var verified = stage.Verifier().Verify(opened.Receipt.Content.Memory, []).ShouldBeOfType<ReceiptVerdict.Verified>();
        verified.Openings.Single(opening => opening.Name == "input_sha256").Value.GetString()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(opened.Input.Content.Span)));

        // The requester's why is part of the input, the record's values are not.
        Encoding.UTF8.GetString(opened.Input.Content.Span).ShouldNotContain($"{BrokerStage.Canary} subject.name.full");
        opened.OpeningIndex.ShouldBeGreaterThan((ulong)answer.ReceiptIndex);
    }

    [Fact]
    public async Task A_party_without_the_role_may_not_open_even_its_own_receipt()
    {
        using var asker = stage.ClientOf(BrokerStage.Social, "member");
        var answer = await asker.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);

        var fault = await Should.ThrowAsync<RpcException>(async () =>
            await asker.Receipts.OpenReceiptAsync(DemandOf(answer.ReceiptIndex), asker.Options(CancellationToken.None)));

        fault.StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }

    private static OpenReceiptRequest DemandOf(long index) =>
        new() { Index = (ulong)index, Authority = "order 12/2026", Why = "complaint 7" };
}
