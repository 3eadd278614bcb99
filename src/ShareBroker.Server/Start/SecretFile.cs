using System.Security.Cryptography;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Trust;

namespace ShareBroker.Server.Start;

/// <summary>Thirty-two random bytes in a file, from which keys derive.</summary>
public static class SecretFile
{
    private const int SecretBytes = 32;

    /// <summary>The bytes in a file, or fresh ones in that file when there is none.</summary>
    /// <param name="file">A PEM file.</param>
    /// <param name="random">The source of fresh bytes.</param>
    /// <exception cref="SettingsException">The file holds something else.</exception>
    public static byte[] LoadOrCreate(string file, RandomNumberGenerator random)
    {
        if (!File.Exists(file))
        {
            var fresh = new byte[SecretBytes];
            random.GetBytes(fresh);
            PrivatePem.Write(file, PemEncoding.WriteString("SHAREBROKER SECRET", fresh));
            return fresh;
        }

        return Load(file);
    }

    /// <summary>The bytes in a file.</summary>
    /// <param name="file">A PEM file.</param>
    /// <exception cref="SettingsException">The file holds something else.</exception>
    public static byte[] Load(string file)
    {
        var text = File.ReadAllText(file);
        if (PemEncoding.TryFind(text, out var fields) && fields.DecodedDataLength == SecretBytes)
        {
            return Convert.FromBase64String(text[fields.Base64Data]);
        }

        throw new SettingsException([$"the secret file '{Path.GetFileName(file)}' does not hold 32 bytes; restore it from its backup"]);
    }
}
