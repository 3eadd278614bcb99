using System.Collections.Concurrent;
using ShareBroker.Disclosure.Fetching;

namespace ShareBroker.Holders;

/// <summary>
/// Asks holders over gRPC with mutual TLS. Each holder has a line of its own with places, breaker and time limit; an answer is read up
/// to its
/// limit of bytes and never inflated, and nothing is retried here. Safe for many threads.
/// </summary>
public sealed class GrpcRecordHolder(HolderChannelOptions options, TimeProvider time) : IRecordHolder, IDisposable
{
    private readonly ConcurrentDictionary<string, HolderLine> _lines = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();

    /// <inheritdoc />
    public Task<HolderAnswer> FetchAsync(HolderAgency holder, FetchOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();
        var isReachable = Uri.TryCreate(holder.Address, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
        return isReachable
            ? LineTo(holder, address!, order.Limits.SizeBytesMax).FetchAsync(order, cancellationToken)
            : Task.FromResult<HolderAnswer>(new HolderAnswer.Away());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Dispose();
        }

        _lines.Clear();
    }

    private HolderLine LineTo(HolderAgency holder, Uri address, int answerBytesMax)
    {
        if (_lines.TryGetValue(holder.Agency.Value, out var line) && IsSame(line.Holder, holder))
        {
            return line;
        }

        lock (_opening)
        {
            if (_lines.TryGetValue(holder.Agency.Value, out line) && IsSame(line.Holder, holder))
            {
                return line;
            }

            // A new address or certificate in the register means a new line; calls on the old one end by their own deadline.
            var fresh = new HolderLine(holder, address, answerBytesMax, options, time);
            _lines[holder.Agency.Value] = fresh;
            return fresh;
        }
    }

    private static bool IsSame(HolderAgency one, HolderAgency other) =>
        one.Address == other.Address && one.CertificateSha256.SequenceEqual(other.CertificateSha256, StringComparer.Ordinal);
}
