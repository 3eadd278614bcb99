using Grpc.Core;

namespace ShareBroker.Wire.Compression;

/// <summary>Counts what a decompressing stream gives and stops it at a limit.</summary>
internal sealed class BoundedInflatingStream : Stream
{
    private readonly Stream _inflating;
    private readonly int _bytesMax;
    private long _bytesRead;

    public BoundedInflatingStream(Stream inflating, int bytesMax)
    {
        _inflating = inflating;
        _bytesMax = bytesMax;
    }

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
        try
        {
            return Counted(_inflating.Read(buffer));
        }
        catch (InvalidDataException damaged)
        {
            throw Damaged(damaged);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Counted(await _inflating.ReadAsync(buffer, cancellationToken));
        }
        catch (InvalidDataException damaged)
        {
            throw Damaged(damaged);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflating.Dispose();
        }

        base.Dispose(disposing);
    }

    // A read that passes the limit gives nothing to its caller, so what is kept stays below limit plus one read buffer.
    private int Counted(int count)
    {
        _bytesRead += count;
        return _bytesRead <= _bytesMax
            ? count
            : throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"a compressed message is larger than {_bytesMax} bytes when inflated; send less at once"));
    }

    private static RpcException Damaged(InvalidDataException damaged) =>
        new(new Status(StatusCode.InvalidArgument, "a message that is marked as gzip cannot be inflated", damaged));
}
