namespace ShareBroker.Client;

/// <summary>Brings the access token of the person who acts, bound to the agency's certificate.</summary>
public interface IAccessTokens
{
    /// <summary>A token that is good for at least some seconds more.</summary>
    /// <exception cref="BrokerCallException">No token could be had.</exception>
    ValueTask<string> GetAsync(CancellationToken cancellationToken);
}
