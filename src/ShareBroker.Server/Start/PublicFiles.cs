using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;

namespace ShareBroker.Server.Start;

/// <summary>What others need to check a log: its verifier key, a trust file, the statement keys.</summary>
internal static class PublicFiles
{
    /// <summary>Writes <c>log.vkey</c>, <c>trust.txt</c> and <c>jwks.json</c>.</summary>
    public static void Write(LogKeys keys, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "log.vkey"), $"{keys.Heads.Verifier}\n");
        File.WriteAllText(Path.Combine(folder, "trust.txt"), TlogPolicy.TextFor(keys.Heads.Verifier));
        File.WriteAllBytes(Path.Combine(folder, "jwks.json"), new JwkSet([keys.Statement.PublicKey]).ToJson());
    }
}
