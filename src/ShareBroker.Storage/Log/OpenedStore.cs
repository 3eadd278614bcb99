using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>A store that was opened, locked, and found to be the one that was signed.</summary>
internal sealed record OpenedStore(
    FileStream Lock, LogDatabase Database, HeadFile HeadFile, SecretVault Vault, TileEdge Tree, SignedCheckpoint Head)
{
    public static OpenedStore Open(StatementLogOptions options, LogSigner signer, RandomNumberGenerator random)
    {
        PrivateFile.MakeDirectory(options.Directory);
        var opened = new Stack<IDisposable>();
        try
        {
            var processLock = Keep(opened, LockProcess(options.LockPath));
            var database = Keep(opened, LogDatabase.Open(options.DatabasePath, signer.Origin));
            var headFile = Keep(opened, HeadFile.Open(options.HeadPath, signer.Verifier));
            var tree = StoreComparison.Compare(database.Reader, headFile.Heads, options.FullCheckMax);
            var head = signer.SignHead(tree.Size, tree.Root);
            if (headFile.Heads.Count == 0 || headFile.Heads[0].Size < tree.Size)
            {
                // Entries whose commit was the last thing that happened: durable, acknowledged to nobody. They stay.
                headFile.Write(head);
            }

            var vault = Keep(opened, SecretVault.Open(options.SecretsPath, database.Reader.LastSecret(), random));
            return new OpenedStore(processLock, database, headFile, vault, tree, head);
        }
        catch (SqliteException fault)
        {
            Close(opened);
            throw SqliteFiles.CannotOpen(options.Directory, fault);
        }
        catch
        {
            Close(opened);
            throw;
        }
    }

    private static void Close(Stack<IDisposable> opened)
    {
        while (opened.TryPop(out var disposable))
        {
            disposable.Dispose();
        }
    }

    private static FileStream LockProcess(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new IOException("another process has the log open; a log has one writer", fault);
        }
    }

    private static T Keep<T>(Stack<IDisposable> opened, T disposable)
        where T : IDisposable
    {
        opened.Push(disposable);
        return disposable;
    }
}
