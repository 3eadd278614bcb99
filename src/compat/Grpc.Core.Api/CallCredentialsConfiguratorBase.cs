namespace Grpc.Core;

/// <summary>Receives the make-up of call credentials; a channel implements it to learn what a call must carry.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>The credentials are several others, to be applied in order.</summary>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>The credentials are a function that is asked before each call.</summary>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
