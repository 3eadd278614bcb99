using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Statements;

/// <summary>What the log adds to a draft when it is queued.</summary>
/// <param name="Origin">The log's origin, as in its checkpoint.</param>
/// <param name="Jti">A ULID, unique in the log.</param>
/// <param name="Time">The instant; statements keep milliseconds.</param>
/// <param name="AfterSize">The size of a checkpoint known by now; never larger than the entry's own index.</param>
/// <param name="AfterRoot">The root of that checkpoint.</param>
public sealed record StatementStamp(string Origin, string Jti, DateTimeOffset Time, long AfterSize, MerkleHash AfterRoot);
