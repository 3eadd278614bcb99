using Microsoft.Win32.SafeHandles;

namespace ShareBroker.Storage.Log;

/// <summary>The sync that the log itself uses, for whoever measures against it.</summary>
public static class DurableFile
{
    /// <summary>Makes what was written to a file durable (fdatasync).</summary>
    /// <exception cref="IOException">The disk said no.</exception>
    public static void Sync(SafeFileHandle file) => PosixFile.Sync(file);
}
