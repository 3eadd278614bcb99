namespace ShareBroker.Server.Tests.Support;

/// <summary>One broker for all tests that leave it as it was.</summary>
[CollectionDefinition(Name)]
public sealed class StageCollection : ICollectionFixture<BrokerStage>
{
    public const string Name = "one broker";
}
