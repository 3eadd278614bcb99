namespace Grpc.Core;

/// <summary>Stands for a call from which another inherits; only servers can make one, and user code only passes it on.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
