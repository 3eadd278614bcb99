namespace ShareBroker.Storage.Log;

/// <summary>
/// Which files the store was opened as. SQLite goes on writing into a file whose name is gone or given to another, and everything it
/// acknowledges is then lost at the next start; so the names are looked at before each batch.
/// </summary>
internal sealed class StoreIdentity
{
    private readonly (ulong Device, ulong Inode)? _database;
    private readonly (ulong Device, ulong Inode)? _wal;
    private readonly (ulong Device, ulong Inode)? _head;

    private StoreIdentity((ulong Device, ulong Inode)? database, (ulong Device, ulong Inode)? wal, (ulong Device, ulong Inode)? head) =>
        (_database, _wal, _head) = (database, wal, head);

    public static StoreIdentity Of(StatementLogOptions options) => new(
        PosixFile.IdentityOf(options.DatabasePath),
        PosixFile.IdentityOf(options.DatabasePath + "-wal"),
        PosixFile.IdentityOf(options.HeadPath));

    public void Demand(StatementLogOptions options)
    {
        if (PosixFile.IdentityOf(options.DatabasePath) != _database || PosixFile.IdentityOf(options.DatabasePath + "-wal") != _wal ||
            PosixFile.IdentityOf(options.HeadPath) != _head)
        {
            throw new IOException("a file of the log was removed or replaced while the log was open");
        }
    }
}
