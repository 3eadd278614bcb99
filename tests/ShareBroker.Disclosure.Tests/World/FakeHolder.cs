using System.Collections.Concurrent;
using System.Text;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Registers;

namespace ShareBroker.Disclosure.Tests.World;

/// <summary>A holder in memory that a test can turn hostile.</summary>
internal sealed class FakeHolder : IRecordHolder
{
    public Dictionary<string, string> Record { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Provenance> Origins { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<FetchOrder> Orders { get; } = new();

    /// <summary>What it does instead of answering honestly.</summary>
    public Func<FetchOrder, CancellationToken, Task<HolderAnswer>>? Instead { get; set; }

    public static HeldValue AValue(string path, string json, string version = "1") =>
        new(path, Encoding.UTF8.GetBytes(json), Provenance.Unknown, version);

    public async Task<HolderAnswer> FetchAsync(HolderAgency holder, FetchOrder order, CancellationToken cancellationToken)
    {
        Orders.Enqueue(order);
        return Instead is null ? Honest(order) : await Instead(order, cancellationToken);
    }

    public HolderAnswer.Values Honest(FetchOrder order) => new(order.SubjectId,
    [
        .. order.Paths.Where(Record.ContainsKey).Select(path => new HeldValue(
            path, Encoding.UTF8.GetBytes(Record[path]), Origins.GetValueOrDefault(path, Provenance.Unknown), "v" + Record[path]
                .GetHashCode(StringComparison.Ordinal))),
    ]);
}
