using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Signing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>An append from its queueing to its answer. Its caller encodes and signs while earlier batches are written.</summary>
internal sealed class PendingAppend(StatementDraft draft, StatementStamp stamp, long secretId, ReceiptSecret secret)
{
    private readonly TaskCompletionSource _encoded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Place> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StatementDraft Draft => draft;

    public StatementStamp Stamp => stamp;

    public long SecretId => secretId;

    public ReceiptSecret Secret => secret;

    /// <summary>Null until encoded, and when encoding failed.</summary>
    public EncodedStatement? Statement { get; private set; }

    public Jws? Jws { get; private set; }

    public MerkleHash LeafHash { get; private set; }

    /// <summary>Completes when the statement is encoded and signed, or could not be.</summary>
    public Task Encoded => _encoded.Task;

    /// <summary>Completes when the entry is durable and covered by a signed head.</summary>
    public Task<Place> Done => _done.Task;

    public void Encode(LogSigner signer)
    {
        try
        {
            var statement = StatementEncoder.Encode(draft, stamp, secret);
            Jws = signer.Sign(statement.Payload.Span);
            LeafHash = MerkleTree.LeafHash(statement.Payload.Span);
            Statement = statement;
        }
        catch (Exception fault)
        {
            _done.TrySetException(fault);
        }
        finally
        {
            _encoded.TrySetResult();
        }
    }

    public void Answer(Place place) => _done.TrySetResult(place);

    public void Fail(Exception fault) => _done.TrySetException(fault);

    /// <summary>Where an entry came to stand, with the tree and the head that cover it.</summary>
    internal sealed record Place(long Index, TileEdge Tree, SignedCheckpoint Head);
}
