using System.CommandLine;
using System.Security.Cryptography;
using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy sign</c> and <c>policy verify</c>: the signature of a bundle, as OPA reads it.</summary>
internal static class PolicySignCommand
{
    public static Command Create()
    {
        var bundle = BundleArgument();
        var key = new Option<string>("--key") { Description = "Private key on P-256, PEM; it never leaves this machine", Required = true };
        var output = new Option<string?>("--out") { Description = "File to write; over the bundle itself when absent" };
        var command = new Command("sign", "Signs a bundle with ES256, so that brokers and the opa tool verify it") { bundle, key, output };
        command.SetAction(parse =>
        {
            var file = parse.GetRequiredValue(bundle);
            using var pair = LoadPrivate(parse.GetRequiredValue(key));
            var signed = BundleSignature.Sign(PolicyBundle.Read(File.ReadAllBytes(file)), pair);
            File.WriteAllBytes(parse.GetValue(output) ?? file, signed.ToArchive());
            parse.InvocationConfiguration.Output.WriteLine(
                $"bundle {signed.Revision} signed by {BundleKeys.IdOf(pair)}, sha256 {signed.Sha256}");
            return 0;
        });
        return command;
    }

    public static Command CreateVerify()
    {
        var bundle = BundleArgument();
        var key = new Option<string[]>("--key") { Description = "Public key on P-256, PEM; may stand again and again", Required = true };
        var command = new Command("verify", "Checks that a bundle is signed by a key and that no file of it was changed") { bundle, key };
        command.SetAction(parse =>
        {
            var read = PolicyBundle.Read(File.ReadAllBytes(parse.GetRequiredValue(bundle)));
            BundleSignature.Verify(read, new BundleKeys(parse.GetRequiredValue(key).Select(File.ReadAllText)));
            var until = read.ValidUntil is { } end ? PolicyBundleCommand.InstantOf($"{end:O}", "valid_until") : "no end";
            parse.InvocationConfiguration.Output.WriteLine(
                $"bundle {read.Revision} is signed as it is: {read.Files.Count} files, valid until {until}, sha256 {read.Sha256}");
            return 0;
        });
        return command;
    }

    public static Argument<string> BundleArgument() => new("bundle") { Description = "Bundle file (.tar.gz)" };

    private static ECDsa LoadPrivate(string file)
    {
        var pair = ECDsa.Create();
        try
        {
            pair.ImportFromPem(File.ReadAllText(file));
            _ = pair.ExportParameters(includePrivateParameters: true);
            return pair;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            pair.Dispose();
            throw new PolicyException("bundle_key", $"'{file}' is no private key on P-256; make one with 'sharebroker keys bundle'", fault);
        }
    }
}
