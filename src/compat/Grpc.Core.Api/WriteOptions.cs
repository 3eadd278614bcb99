namespace Grpc.Core;

/// <summary>How messages are written; it never changes.</summary>
public class WriteOptions
{
    /// <summary>No wishes; the one shared instance.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Keeps the wishes as given.</summary>
    public WriteOptions(WriteFlags flags = default) => Flags = flags;

    /// <summary>The wishes, 0 for none.</summary>
    public WriteFlags Flags { get; }
}
