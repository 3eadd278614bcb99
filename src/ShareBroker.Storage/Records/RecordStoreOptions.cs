namespace ShareBroker.Storage.Records;

/// <summary>Where the records of a broker live: registers, cases, files of disclosures.</summary>
public sealed record RecordStoreOptions
{
    /// <summary>The folder of the database; made when missing, readable for its owner only.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// 32 random bytes that encrypt every row. Without them the records are lost; with them and the file they are readable.
    /// </summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>How many writes may wait; more are refused at once.</summary>
    public int QueuedMax { get; init; } = 4096;

    /// <summary>The most writes of one commit.</summary>
    public int BatchMax { get; init; } = 256;

    internal string DatabasePath => Path.Combine(Directory, "records.db");

    internal string LockPath => Path.Combine(Directory, "records.lock");
}
