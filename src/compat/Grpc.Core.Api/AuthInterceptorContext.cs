namespace Grpc.Core;

/// <summary>What per-call credentials may know about the call they are asked for.</summary>
public class AuthInterceptorContext
{
    /// <summary>Describes a call that cannot be cancelled.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Describes a call whose end is announced by <paramref name="cancellationToken"/>.</summary>
    /// <exception cref="ArgumentNullException">The address or the name is null.</exception>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serviceUrl);
        ArgumentNullException.ThrowIfNull(methodName);
        ServiceUrl = serviceUrl;
        MethodName = methodName;
        CancellationToken = cancellationToken;
    }

    /// <summary>The address of the service that is called, usable as the audience of a token.</summary>
    public string ServiceUrl { get; }

    /// <summary>The simple name of the method that is called.</summary>
    public string MethodName { get; }

    /// <summary>Fires when nobody waits for the credentials any more.</summary>
    public CancellationToken CancellationToken { get; }
}
