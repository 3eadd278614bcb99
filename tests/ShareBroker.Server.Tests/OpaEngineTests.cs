using ShareBroker.Policies.Opa;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Tests.Support;
using ShareBroker.Tests;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests;

public sealed class OpaEngineTests
{
    [Theory]
    [InlineData("opa")]
    [InlineData("both")]
    public async Task A_broker_decides_by_a_real_opa_and_refuses_everything_once_it_is_gone(string kind)
    {
        if (RealOpa.Find($"a serving broker with the engine '{kind}'") is not { } program)
        {
            return;
        }

        await using var opa = await OpaServer.StartAsync(
            program, Path.Combine(TestPlaces.Root, "policies"), TimeProvider.System, CancellationToken.None);
        var stage = new BrokerStage { Engine = new EngineSettings { Kind = kind, OpaUrl = opa.Address.OriginalString } };
        await stage.InitializeAsync();
        try
        {
            using var client = stage.ClientOf(BrokerStage.Social, "member");
            var permitted = await client.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);
            permitted.IsReleased.ShouldBeTrue(permitted.Message.State.ToString());

            await opa.DisposeAsync();
            var refused = (await client.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None)).Message;

            refused.Effect.ShouldBe(Effect.Deny);
            refused.Payload.ShouldBeNull();
            refused.Reasons.ShouldHaveSingleItem().Code.ShouldBe("deny_system_unavailable");
            refused.Receipt.Content.IsEmpty.ShouldBeFalse();
        }
        finally
        {
            await stage.DisposeAsync();
        }
    }
}
