namespace ShareBroker.Storage.Log;

/// <summary>Where a log lives and what it may hold at once.</summary>
public sealed record StatementLogOptions
{
    /// <summary>The folder of the database and the secrets. It is made when missing, readable for its owner only.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// The file of the last signed head. It is compared at start, so it should lie on another disk than the database; by default it lies
    /// beside it.
    /// </summary>
    public string? HeadFile { get; init; }

    /// <summary>How many appends may wait; more are refused at once.</summary>
    public int QueuedMax { get; init; } = 4096;

    /// <summary>The most entries of one commit.</summary>
    public int BatchMax { get; init; } = 256;

    /// <summary>How many bytes must be free on the disk; below, appends are refused before the disk is full.</summary>
    public long FreeBytesMin { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// Up to how many entries every one is hashed again at start; a longer log is checked at its edge, and wholly by <c>log verify</c>.
    /// </summary>
    public long FullCheckMax { get; init; } = 200_000;

    /// <summary>How the program calls itself in the genesis entry.</summary>
    public string Software { get; init; } = "sharebroker";

    internal string DatabasePath => Path.Combine(Directory, "log.db");

    internal string SecretsPath => Path.Combine(Directory, "secrets.db");

    internal string LockPath => Path.Combine(Directory, "log.lock");

    internal string HeadPath => HeadFile ?? Path.Combine(Directory, "log.head");
}
