using Grpc.Core;
using Grpc.Net.Compression;

namespace ShareBroker.Wire.Compression;

/// <summary>
/// Inflates one gzip member, stops at a limit, and refuses a member that has no proper end. The platform's stream takes the end of its
/// input for the end of the member, and the first half of a protobuf message may well be a valid message that says something else.
/// </summary>
internal sealed class BoundedInflatingStream : Stream
{
    // Ten bytes of header, two of the smallest block, eight of checksum and length.
    private const int SmallestMemberBytes = 20;

    private readonly TailStream _compressed;
    private readonly Stream _inflating;
    private readonly int _bytesMax;
    private long _bytesRead;

    public BoundedInflatingStream(Stream compressed, ICompressionProvider gzip, int bytesMax)
    {
        _compressed = new TailStream(compressed);
        _inflating = gzip.CreateDecompressionStream(_compressed);
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
            var count = Counted(_inflating.Read(buffer));
            if (count == 0 && !buffer.IsEmpty)
            {
                RequireEnd(_compressed.Read(stackalloc byte[1]));
            }

            return count;
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
            var count = Counted(await _inflating.ReadAsync(buffer, cancellationToken));
            if (count == 0 && !buffer.IsEmpty)
            {
                RequireEnd(await _compressed.ReadAsync(new byte[1], cancellationToken));
            }

            return count;
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

    // RFC 1952, section 2.3.1: a member ends with its inflated length. No bytes at all stand for an empty message with some peers.
    private void RequireEnd(int bytesBehind)
    {
        var isWhole = bytesBehind == 0
            && (_compressed.BytesRead == 0
                || (_compressed.BytesRead >= SmallestMemberBytes && _compressed.LastFourBytes == _bytesRead));
        if (!isWhole)
        {
            throw Damaged(null);
        }
    }

    private static RpcException Damaged(InvalidDataException? damaged) =>
        new(new Status(StatusCode.InvalidArgument, "a message that is marked as gzip is not one whole gzip member", damaged));
}
