using ShareBroker.Server.Tests.Support;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests;

public sealed class WalkTests(BrokerStage stage) : IClassFixture<BrokerStage>
{
    [Fact]
    public async Task A_permit_releases_the_granted_fields_with_a_receipt_that_fits()
    {
        var client = stage.ClientOf(BrokerStage.Social, "member");

        var answer = await client.DiscloseAsync(BrokerStage.AKey(), stage.Terms(), CancellationToken.None);

        Console.WriteLine(answer.Message);
        answer.Message.Effect.ShouldBe(Effect.Permit);
        answer.IsReleased.ShouldBeTrue();
        stage.Log.Errors.ShouldBeEmpty();
    }
}
