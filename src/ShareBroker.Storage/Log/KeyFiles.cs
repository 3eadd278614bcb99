using System.Security.Cryptography;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Log;

namespace ShareBroker.Storage.Log;

/// <summary>
/// The keys of a log as files of one folder: <c>log.pem</c> signs heads, <c>statement.pem</c> signs statements, both PKCS#8 PEM,
/// readable for
/// their owner only. Files that everybody may read or others may write are refused (a group may read: hosts mount secrets so).
/// </summary>
public static class KeyFiles
{
    private const string HeadName = "log.pem";
    private const string StatementName = "statement.pem";

    /// <summary>Makes fresh keys. Existing keys are never overwritten.</summary>
    /// <exception cref="IOException">A key file is there already, or the folder cannot be written.</exception>
    public static LogKeys Create(string directory, string origin, RandomNumberGenerator random)
    {
        PrivateFile.MakeDirectory(directory);
        var keys = LogKeys.Create(origin, random);
        Write(Path.Combine(directory, HeadName), keys.HeadKey);
        Write(Path.Combine(directory, StatementName), keys.Statement);
        PosixFile.SyncDirectory(directory);
        return keys;
    }

    /// <summary>Whether the folder has both keys.</summary>
    public static bool Exist(string directory) =>
        File.Exists(Path.Combine(directory, HeadName)) && File.Exists(Path.Combine(directory, StatementName));

    /// <summary>Reads the keys.</summary>
    /// <exception cref="ReceiptException">A file is no key, or others than its owner may read it (<c>key_exposed</c>).</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LogKeys Load(string directory, string origin) =>
        new(origin, Read(Path.Combine(directory, HeadName)), Read(Path.Combine(directory, StatementName)));

    private static void Write(string path, Ed25519SigningKey key)
    {
        using var file = new FileStream(path, PrivateFile.CreateNew);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Pkcs8.Write(key)));
        file.Flush(flushToDisk: true);
    }

    private static Ed25519SigningKey Read(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != UnixFileMode.None)
        {
            throw new ReceiptException(
                "key_exposed",
                $"the key file '{Path.GetFileName(path)}' can be read by everybody or written by others; run 'chmod 600' on it");
        }

        return Pkcs8.Parse(File.ReadAllText(path));
    }
}
