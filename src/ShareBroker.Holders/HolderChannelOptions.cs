using System.Security.Cryptography.X509Certificates;

namespace ShareBroker.Holders;

/// <summary>
/// How the broker reaches holders. The same for each of them; every holder gets a channel, a breaker and places of its own.
/// </summary>
public sealed record HolderChannelOptions
{
    /// <summary>The broker's certificate with its private key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Authorities that may have issued holders' certificates. Nothing of the machine's own trust is used.</summary>
    public required X509Certificate2Collection Authorities { get; init; }

    /// <summary>Calls at once to one holder.</summary>
    public required int CallsMax { get; init; }

    /// <summary>Calls that may wait for one of those; one more is answered as if the holder were away.</summary>
    public required int QueueMax { get; init; }

    /// <summary>How long a breaker stays open once half of at least ten calls found the holder away.</summary>
    public TimeSpan BreakTime { get; init; } = TimeSpan.FromSeconds(2);
}
