namespace Grpc.Core;

/// <summary>What the transport knows about the peer of a call: named properties, and which of them identifies it.</summary>
public class AuthContext
{
    private readonly Dictionary<string, List<AuthProperty>> _properties;

    /// <summary>Keeps the given dictionary; a null name means that the peer is not authenticated.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="properties"/> is null.</exception>
    public AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        PeerIdentityPropertyName = peerIdentityPropertyName;
        _properties = properties;
    }

    /// <summary>True when some property identifies the peer.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>The name of the property that identifies the peer, or null when nothing does.</summary>
    public string? PeerIdentityPropertyName { get; }

    /// <summary>The identifying properties; empty when the peer is not authenticated.</summary>
    public IEnumerable<AuthProperty> PeerIdentity =>
        PeerIdentityPropertyName is null ? [] : FindPropertiesByName(PeerIdentityPropertyName);

    /// <summary>Every property, those of one name in the order in which they were given.</summary>
    public IEnumerable<AuthProperty> Properties => _properties.Values.SelectMany(static ofOneName => ofOneName);

    /// <summary>The properties of one name, compared exactly; empty when there are none.</summary>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) =>
        _properties.TryGetValue(propertyName, out var found) ? found : [];
}
