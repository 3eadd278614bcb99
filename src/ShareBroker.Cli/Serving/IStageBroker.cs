namespace ShareBroker.Cli.Serving;

/// <summary>The broker of a stage, wherever it runs.</summary>
internal interface IStageBroker : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }

    /// <summary>Its public keys and its trust file.</summary>
    string PublicFolder { get; }
}
