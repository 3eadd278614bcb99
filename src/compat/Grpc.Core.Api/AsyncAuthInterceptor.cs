namespace Grpc.Core;

/// <summary>Adds what authenticates a call to its metadata; the call is sent when the returned task has completed.</summary>
/// <param name="context">Which service and method is about to be called.</param>
/// <param name="metadata">Receives the entries that travel as request headers.</param>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
