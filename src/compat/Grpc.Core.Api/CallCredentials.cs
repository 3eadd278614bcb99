using Grpc.Core.Internal;

namespace Grpc.Core;

/// <summary>Credentials that travel with each call, next to those of the channel.</summary>
public abstract class CallCredentials
{
    /// <summary>Joins several credentials; a call carries what all of them add, in the given order.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="credentials"/> is null.</exception>
    /// <exception cref="ArgumentException">Fewer than two credentials were given.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length < 2)
        {
            throw new ArgumentException("composing needs at least two credentials", nameof(credentials));
        }

        return new CompositeCallCredentials([.. credentials]);
    }

    /// <summary>Credentials that ask the given function before each call.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="interceptor"/> is null.</exception>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptorCallCredentials(interceptor);
    }

    /// <summary>Tells the configurator what these credentials are by exactly one call that passes <paramref name="state"/> on.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);
}
