using System.Buffers.Binary;

namespace ShareBroker.Wire.Compression;

/// <summary>Passes reads on and remembers how much was read and what came last. Leaves the inner stream open.</summary>
internal sealed class TailStream : Stream
{
    private const int TailBytes = sizeof(uint);
    private readonly Stream _inner;
    private readonly byte[] _tail = new byte[TailBytes];

    public TailStream(Stream inner) => _inner = inner;

    /// <summary>How many bytes were read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The last four bytes as an unsigned number, the least significant first; zeros stand for bytes never read.</summary>
    public uint LastFourBytes => BinaryPrimitives.ReadUInt32LittleEndian(_tail);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = _inner.Read(buffer);
        Remember(buffer[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _inner.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..count]);
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> read)
    {
        BytesRead += read.Length;
        if (read.Length >= TailBytes)
        {
            read[^TailBytes..].CopyTo(_tail);
            return;
        }

        _tail.AsSpan(read.Length).CopyTo(_tail);
        read.CopyTo(_tail.AsSpan(TailBytes - read.Length));
    }
}
