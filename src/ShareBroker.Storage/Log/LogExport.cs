using System.Text;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>Writes a log as files (C2SP tlog-tiles), to be served by any web server or handed to an auditor.</summary>
/// <remarks><c>tile/entries</c> is for auditors; whoever serves the rest to the public leaves that folder out.</remarks>
public static class LogExport
{
    /// <summary>Writes every tile and bundle, then the checkpoint. What is there already and has its full width stays.</summary>
    /// <returns>The checkpoint that was written.</returns>
    /// <exception cref="ReceiptException">The source has no signed checkpoint, or lacks a tile.</exception>
    public static async Task<SignedCheckpoint> WriteAsync(ILogSource source, string directory, CancellationToken cancellationToken)
    {
        var bytes = await source.ReadAsync("checkpoint", cancellationToken) ??
            throw new ReceiptException("checkpoint_missing", "the store has no signed checkpoint");
        var head = SignedCheckpoint.Parse(Encoding.UTF8.GetString(bytes));
        foreach (var path in TilePath.AllOf(head.Size))
        {
            var file = Path.Combine(directory, path.ToString());
            if (path.Width == TileNodes.Width && File.Exists(file))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var content = await source.ReadAsync(path.ToString(), cancellationToken) ??
                throw new ReceiptException("tile_missing", $"the store lacks '{path}'");
            await File.WriteAllBytesAsync(file, content, cancellationToken);
        }

        // Last, so that a reader never sees a checkpoint whose tiles are not there yet.
        await File.WriteAllBytesAsync(Path.Combine(directory, "checkpoint"), bytes, cancellationToken);
        return head;
    }
}
