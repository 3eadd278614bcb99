using System.CommandLine;
using System.Security.Cryptography;
using ShareBroker.Policies.Bundles;
using ShareBroker.Receipts.Keys;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker keys bundle</c> and <c>keys officer</c>: the pairs that sign bundles, proposals and approvals.</summary>
internal static class PolicyKeys
{
    public static Command Bundle()
    {
        var output = new Option<string>("--out")
        {
            Description = "Folder to write bundle.key (secret) and bundle.pub (public) to; existing files are never overwritten",
            Required = true,
        };
        var command = new Command("bundle", "Makes a P-256 key that signs bundles") { output };
        command.SetAction(parse =>
        {
            using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            WriteBundleKeys(pair, parse.GetRequiredValue(output));
            parse.InvocationConfiguration.Output.WriteLine(BundleKeys.IdOf(pair));
            return 0;
        });
        return command;
    }

    public static Command Officer()
    {
        var output = new Option<string>("--out") { Description = "File to write the secret key to; there must be none yet",
            Required = true };
        var command = new Command("officer", "Makes an Ed25519 key of a policy officer; prints the public key for the register") { output };
        command.SetAction(parse =>
        {
            using var random = RandomNumberGenerator.Create();
            using var pair = Ed25519SigningKey.Create(random);
            WriteSecret(parse.GetRequiredValue(output), Pkcs8.Write(pair));
            parse.InvocationConfiguration.Output.WriteLine(Jwk.ToJson(pair.PublicKey).ToJsonString());
            return 0;
        });
        return command;
    }

    /// <summary>Writes <c>bundle.key</c> and <c>bundle.pub</c>.</summary>
    public static void WriteBundleKeys(ECDsa pair, string folder)
    {
        Directory.CreateDirectory(folder);
        WriteSecret(Path.Combine(folder, "bundle.key"), pair.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(Path.Combine(folder, "bundle.pub"), pair.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    /// <summary>Writes a file that only its owner may read; there must be none yet.</summary>
    public static void WriteSecret(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }
}
