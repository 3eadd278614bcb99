using System.CommandLine;
using System.Security.Cryptography;
using ShareBroker.Policies.Bundles;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker keys bundle</c>: the pair that signs bundles.</summary>
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
