using System.Text;
using Microsoft.Data.Sqlite;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>
/// Derives a whole log again from its entries: every hash tile, the root under the signed checkpoint, and what statements say of each other
/// (the place of the genesis entry, keys handed over by keys, identifiers that stand once, <c>after</c>, <c>policy.leaf</c> and orders
/// that name what really came
/// before).
/// </summary>
/// <param name="source">The log as it is published.</param>
/// <param name="trust">Whom the auditor trusts.</param>
public sealed class LogAudit(ILogSource source, TlogPolicy trust)
{
    private readonly Dictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _referable = [];
    private readonly KeyChain _keys = new();
    private (long Size, MerkleHash Root) _after = (0, MerkleTree.EmptyRoot);

    /// <summary>
    /// Is shown every entry, with its index, once it is checked itself; throws a <see cref="ReceiptException"/> to stop the audit there.
    /// Null when nobody follows.
    /// </summary>
    public Action<long, Statement>? Follower { get; init; }

    /// <summary>Derives and compares. An audit object runs once.</summary>
    /// <param name="progress">Told how many entries are done, now and then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The source is away.</exception>
    public async Task<LogAuditResult> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        long? index = null;
        try
        {
            var head = await HeadAsync(cancellationToken);
            var tree = new TileEdge(static (_, number) => throw Bad("tile_missing", $"tile {number} is not at hand"));
            for (index = 0; tree.Size < head.Size; index = tree.Size)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await AddBundleAsync(tree, head, at => index = at, cancellationToken);
                progress?.Report(tree.Size);
            }

            index = null;
            if ((source as StoreLogSource)?.FirstUnsigned(_keys.Keys, cancellationToken) is { } unsigned)
            {
                return new LogAuditResult.Broken("jws_signature", "the signature of an entry does not fit it", unsigned);
            }

            return tree.Root == head.Root
                ? new LogAuditResult.Sound(head, _kinds)
                : new LogAuditResult.Broken("root_differs", "the entries do not give the root of the signed checkpoint", 0);
        }
        catch (ReceiptException fault)
        {
            return new LogAuditResult.Broken(fault.Code, fault.Message, index);
        }
        catch (SqliteException fault)
        {
            return new LogAuditResult.Broken(
                "store_damaged", $"the database is damaged (SQLite error {fault.SqliteExtendedErrorCode})", index);
        }
        catch (StatementLogCorruptException fault)
        {
            return new LogAuditResult.Broken("store_damaged", fault.Message, fault.FirstBadIndex);
        }
    }

    private static ReceiptException Bad(string code, string what) => new(code, what);

    private async Task<SignedCheckpoint> HeadAsync(CancellationToken cancellationToken)
    {
        var bytes = await source.ReadAsync("checkpoint", cancellationToken) ??
            throw Bad("checkpoint_missing", "there is no checkpoint, or none that a trusted log signed");
        var head = SignedCheckpoint.Parse(new UTF8Encoding(false, throwOnInvalidBytes: false).GetString(bytes));
        if (trust.SignerOf(head) is null)
        {
            throw Bad("checkpoint_unsigned", "no trusted log key signed the checkpoint");
        }

        return trust.IsQuorumMet(head) ? head : throw Bad("quorum_missing", "not enough trusted witnesses cosigned the checkpoint");
    }

    private async Task AddBundleAsync(TileEdge tree, SignedCheckpoint head, Action<long> at, CancellationToken cancellationToken)
    {
        var number = tree.Size / TileNodes.Width;
        var width = (int)Math.Min(TileNodes.Width, head.Size - tree.Size);
        var path = new TilePath(null, number, width);
        var bytes = await source.ReadAsync(path.ToString(), cancellationToken) ?? throw Bad("bundle_missing", $"'{path}' is missing");
        foreach (var entry in EntryBundle.Parse(bytes, width))
        {
            at(tree.Size);
            Check(tree, head.Origin, entry);
            tree.Append(MerkleTree.LeafHash(entry.Span));
        }

        at(number * TileNodes.Width);
        await CompareTilesAsync(tree, head.Size, cancellationToken);
    }

    private void Check(TileEdge tree, string origin, ReadOnlyMemory<byte> entry)
    {
        var index = tree.Size;
        var statement = Statement.Parse(entry);
        StatementBounds.Check(statement, index, origin);
        Demand(_identifiers.Add(statement.Jti), "jti_twice", "an identifier stands twice in the log");
        Demand(RootAt(statement.AfterSize, tree) == statement.AfterRoot, "after_differs", "an entry names a checkpoint that never was");
        if (statement.PolicyLeaf is { } policy)
        {
            // A denial while no policy was active names the genesis entry.
            Demand(
                policy == 0 || _referable.GetValueOrDefault(policy) == "policy",
                "policy_differs",
                "an entry names a policy entry that is none");
        }

        if (statement is { Kind: "release", Earlier: { } order })
        {
            Demand(_referable.GetValueOrDefault(order) == "order", "order_differs", "a release names an order that is none");
        }

        _keys.Follow(statement);
        if (statement.Kind is "policy" or "order")
        {
            _referable[index] = statement.Kind;
        }

        _kinds[statement.Kind] = _kinds.GetValueOrDefault(statement.Kind) + 1;
        Follower?.Invoke(index, statement);
    }

    // Entries of one batch came after the same checkpoint, so the last answer is mostly the next.
    private MerkleHash RootAt(long size, TileEdge tree)
    {
        if (_after.Size != size)
        {
            _after = (size, MerkleTree.Root(size, tree));
        }

        return _after.Root;
    }

    // After each bundle: the leaf tile it fills, and every tile above that became full with it. At the end the partial ones too.
    private async Task CompareTilesAsync(TileEdge tree, long size, CancellationToken cancellationToken)
    {
        var count = tree.Size;
        for (var level = 0; count > 0; level++)
        {
            var isFull = count % TileNodes.Width == 0;
            if (!isFull && tree.Size < size)
            {
                return;
            }

            var number = (count - 1) / TileNodes.Width;
            var width = (int)(count - (number * TileNodes.Width));
            var path = new TilePath(level, number, width);
            var published = await source.ReadAsync(path.ToString(), cancellationToken) ?? throw Bad("tile_missing", $"'{path}' is missing");
            Demand(
                published.AsSpan().SequenceEqual(tree.TileAt(level, number).ToBytes(width)),
                "tile_differs",
                $"'{path}' does not follow from the entries");
            count /= TileNodes.Width;
        }
    }

    private static void Demand(bool holds, string code, string what)
    {
        if (!holds)
        {
            throw Bad(code, what);
        }
    }
}
