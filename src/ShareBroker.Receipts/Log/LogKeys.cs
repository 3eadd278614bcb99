using System.Security.Cryptography;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;

namespace ShareBroker.Receipts.Log;

/// <summary>
/// The two keys of a log: one signs its heads under the log's name, one signs its statements. Never logged, never printed.
/// </summary>
public sealed class LogKeys : IDisposable
{
    private readonly Ed25519SigningKey _log;

    /// <summary>Takes over both keys.</summary>
    /// <exception cref="ReceiptException">They are the same key, or the origin is not fit for a note key's name.</exception>
    public LogKeys(string origin, Ed25519SigningKey log, Ed25519SigningKey statement)
    {
        if (log.PublicKey.Equals(statement.PublicKey))
        {
            throw new ReceiptException("key_reused", "the key of the heads and the key of the statements must be two keys");
        }

        _log = log;
        Heads = new NoteSigner(origin, log);
        Statement = statement;
    }

    /// <summary>The log's name.</summary>
    public string Origin => Heads.Name;

    /// <summary>Signs heads.</summary>
    public NoteSigner Heads { get; }

    /// <summary>The head key itself, for whoever stores it.</summary>
    public Ed25519SigningKey HeadKey => _log;

    /// <summary>Signs statements.</summary>
    public Ed25519SigningKey Statement { get; }

    /// <summary>Fresh keys.</summary>
    public static LogKeys Create(string origin, RandomNumberGenerator random) =>
        new(origin, Ed25519SigningKey.Create(random), Ed25519SigningKey.Create(random));

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        Statement.Dispose();
    }
}
