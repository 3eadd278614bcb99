using Grpc.Core.Internal;

namespace Grpc.Core;

/// <summary>How a channel proves who it is and whom it trusts.</summary>
public abstract class ChannelCredentials
{
    /// <summary>For derived credentials.</summary>
    public ChannelCredentials()
    {
    }

    /// <summary>No protection at all; the one shared instance.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureChannelCredentials();

    /// <summary>TLS with the platform's trust and no client certificate; the one shared instance.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>Channel credentials whose calls also carry <paramref name="callCredentials"/>.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        return new CompositeChannelCredentials(channelCredentials, callCredentials);
    }

    /// <summary>Tells the configurator what these credentials are by exactly one call that passes <paramref name="state"/> on.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state);
}
