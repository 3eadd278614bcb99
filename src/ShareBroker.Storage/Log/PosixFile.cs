using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShareBroker.Storage.Log;

/// <summary>What the platform's library does not offer: which file a path names now, and a sync that leaves times alone.</summary>
internal static partial class PosixFile
{
    private const int CurrentDirectory = -100;
    private const uint InodeMask = 0x100;
    private const int StatxSize = 256;

    /// <summary>
    /// Device and inode of what a path names now; null when there is nothing. Elsewhere than on Linux only whether there is something.
    /// </summary>
    public static (ulong Device, ulong Inode)? IdentityOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.Exists(path) ? (0, 0) : null;
        }

        // struct statx is the same on every architecture: inode at 32, device numbers at 136 and 140.
        Span<byte> buffer = stackalloc byte[StatxSize];
        return Statx(CurrentDirectory, path, 0, InodeMask, buffer) != 0
            ? null
            : (BinaryPrimitives.ReadUInt64LittleEndian(buffer[136..]), BinaryPrimitives.ReadUInt64LittleEndian(buffer[32..]));
    }

    /// <summary>Makes what was written durable.</summary>
    /// <exception cref="IOException">The disk said no: the process must not go on.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        if (FdataSync(file) != 0)
        {
            throw new IOException($"the disk did not take what was written (errno {Marshal.GetLastPInvokeError()})");
        }
    }

    /// <summary>Makes the names in a folder durable.</summary>
    public static void SyncDirectory(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var handle = OpenDirectory(directory, flags: 0x10000);
        if (handle.IsInvalid || FSync(handle) != 0)
        {
            throw new IOException($"the folder could not be made durable (errno {Marshal.GetLastPInvokeError()})");
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FdataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle OpenDirectory(string path, int flags);
}
