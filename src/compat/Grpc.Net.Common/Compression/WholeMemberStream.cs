namespace Grpc.Net.Compression;

/// <summary>
/// Passes writes to a compressing stream. The platform's streams emit nothing at all when nothing was written to them, which strict
/// peers refuse as a damaged message; in that case a prepared empty member is written instead.
/// </summary>
internal sealed class WholeMemberStream : Stream
{
    private readonly Stream _compressing;
    private readonly Stream _destination;
    private readonly byte[] _emptyMember;
    private bool _isWritten;
    private bool _isFinished;

    public WholeMemberStream(Stream compressing, Stream destination, byte[] emptyMember)
    {
        _compressing = compressing;
        _destination = destination;
        _emptyMember = emptyMember;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isFinished;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _isWritten |= !buffer.IsEmpty;
        _compressing.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isWritten |= !buffer.IsEmpty;
        return _compressing.WriteAsync(buffer, cancellationToken);
    }

    // A compressing stream that is flushed before its first byte may emit half a member, so it is not asked to.
    public override void Flush()
    {
        if (_isWritten)
        {
            _compressing.Flush();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _isWritten ? _compressing.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!_isFinished)
        {
            _isFinished = true;
            await _compressing.DisposeAsync().ConfigureAwait(false);
            if (!_isWritten)
            {
                await _destination.WriteAsync(_emptyMember, CancellationToken.None).ConfigureAwait(false);
            }
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isFinished)
        {
            _isFinished = true;
            _compressing.Dispose();
            if (!_isWritten)
            {
                _destination.Write(_emptyMember);
            }
        }

        base.Dispose(disposing);
    }
}
