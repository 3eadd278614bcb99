using System.CommandLine;
using System.Text;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;

namespace ShareBroker.Cli.Receipts;

/// <summary>The options by which an auditor says whom to trust.</summary>
internal static class TrustOptions
{
    public static Option<string> Trust() => new("--trust")
    {
        Description = "Trust file in C2SP tlog-policy format: logs, witnesses, quorum",
        Required = true,
    };

    public static Option<string> Jwks() => new("--jwks")
    {
        Description = "JSON Web Key Set of the keys that may sign statements",
        Required = true,
    };

    public static TlogPolicy ReadTrust(string file) => TlogPolicy.Parse(Encoding.UTF8.GetString(ReadLimited(file)));

    public static JwkSet ReadJwks(string file) => JwkSet.Parse(ReadLimited(file));

    /// <summary>Reads a file that came from outside.</summary>
    public static byte[] ReadLimited(string file)
    {
        const int sizeBytesMax = 64 * 1024 * 1024;
        var size = new FileInfo(file).Length;
        return size <= sizeBytesMax
            ? File.ReadAllBytes(file)
            : throw new Faults.UsageException($"'{file}' is longer than {sizeBytesMax} bytes");
    }
}
