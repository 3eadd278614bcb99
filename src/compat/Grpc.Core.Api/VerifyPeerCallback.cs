namespace Grpc.Core;

/// <summary>Judges a server whose certificate is otherwise good; false or an exception ends the connection.</summary>
/// <param name="context">Which server, and its certificate.</param>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
