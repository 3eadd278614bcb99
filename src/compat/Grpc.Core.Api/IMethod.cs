namespace Grpc.Core;

/// <summary>What is known about a method without its message types.</summary>
public interface IMethod
{
    /// <summary>Which side streams.</summary>
    MethodType Type { get; }

    /// <summary>The full name of the service, its package included.</summary>
    string ServiceName { get; }

    /// <summary>The method's name without its service.</summary>
    string Name { get; }

    /// <summary>The path under which the method is called: a slash, the service, a slash, the name.</summary>
    string FullName { get; }
}
