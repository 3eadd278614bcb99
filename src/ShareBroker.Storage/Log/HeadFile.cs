using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Notes;

namespace ShareBroker.Storage.Log;

/// <summary>
/// The last signed heads, outside the database. Two slots are overwritten in turn, each with one sync, so a torn write spoils the older
/// head
/// at most and a full disk cannot get in the way: the file has its size from the start. A slot is <c>sharebroker.head/1 length</c>, a line
/// feed, the checkpoint, then zeros.
/// </summary>
internal sealed class HeadFile : IDisposable
{
    private const int SlotBytes = 4096;
    private const string Magic = "sharebroker.head/1";

    private readonly SafeFileHandle _file;
    private int _next;

    private HeadFile(SafeFileHandle file, IReadOnlyList<SignedCheckpoint> heads, int next)
    {
        _file = file;
        _next = next;
        Heads = heads;
    }

    /// <summary>The heads that were in the file and are signed by the log, the newest first.</summary>
    public IReadOnlyList<SignedCheckpoint> Heads { get; }

    /// <summary>Opens the file, or makes it where there is none.</summary>
    public static HeadFile Open(string path, NoteVerifier log)
    {
        var exists = File.Exists(path);
        if (!exists)
        {
            Create(path);
        }

        var slots = Read(path, log);
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var next = slots[0] is null || (slots[1] is { } second && second.Size >= slots[0]!.Size) ? 0 : 1;
        return new HeadFile(file, [.. slots.OfType<SignedCheckpoint>().OrderByDescending(static head => head.Size)], next);
    }

    /// <summary>The heads in a file that is not opened for writing, the newest first.</summary>
    public static IReadOnlyList<SignedCheckpoint> Peek(string path, NoteVerifier log) =>
        File.Exists(path) ? [.. Read(path, log).OfType<SignedCheckpoint>().OrderByDescending(static head => head.Size)] : [];

    /// <summary>Makes a head durable.</summary>
    /// <exception cref="IOException">The disk said no: the process must not go on.</exception>
    public void Write(SignedCheckpoint head)
    {
        var text = Encoding.UTF8.GetBytes(head.Text);
        var slot = new byte[SlotBytes];
        var prefix = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Magic} {text.Length}\n"));
        prefix.CopyTo(slot, 0);
        text.CopyTo(slot.AsSpan(prefix.Length));
        RandomAccess.Write(_file, slot, (long)_next * SlotBytes);
        PosixFile.Sync(_file);
        _next = 1 - _next;
    }

    public void Dispose() => _file.Dispose();

    private static void Create(string path)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory);
        using (var file = new FileStream(path, PrivateFile.CreateNew))
        {
            file.Write(new byte[2 * SlotBytes]);
            file.Flush(flushToDisk: true);
        }

        PosixFile.SyncDirectory(directory);
    }

    private static SignedCheckpoint?[] Read(string path, NoteVerifier log)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[2 * SlotBytes];
        var count = RandomAccess.Read(file, bytes, fileOffset: 0);
        var first = Math.Min(count, SlotBytes);
        return [ReadSlot(bytes.AsSpan(0, first), log), ReadSlot(bytes.AsSpan(first, count - first), log)];
    }

    private static SignedCheckpoint? ReadSlot(ReadOnlySpan<byte> slot, NoteVerifier log)
    {
        var line = slot.IndexOf((byte)'\n');
        if (line < 0 || Encoding.ASCII.GetString(slot[..line]).Split(' ') is not [Magic, var length] ||
            !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || line + 1 + count > slot.Length)
        {
            return null;
        }

        try
        {
            var head = SignedCheckpoint.Parse(Encoding.UTF8.GetString(slot.Slice(line + 1, count)));
            return head.Origin == log.Name && head.Note.VerifiedBy([log]).Count == 1 ? head : null;
        }
        catch (ReceiptException)
        {
            // A torn or flipped slot is no head; the other slot or the caller's comparison decides.
            return null;
        }
    }
}
