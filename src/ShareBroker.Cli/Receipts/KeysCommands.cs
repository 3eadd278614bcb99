using System.CommandLine;
using System.Security.Cryptography;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Storage.Log;

namespace ShareBroker.Cli.Receipts;

/// <summary><c>sharebroker keys …</c>.</summary>
internal static class KeysCommands
{
    public static Command Create() => new("keys", "Make keys: of a log, of bundles, of policy officers") { Generate(),
        Policies.PolicyKeys.Bundle(), Policies.PolicyKeys.Officer() };

    /// <summary>Writes what others need to check a log's signatures: <c>log.vkey</c>, <c>trust.txt</c> and <c>jwks.json</c>.</summary>
    public static void WritePublic(LogKeys keys, string directory)
    {
        File.WriteAllText(Path.Combine(directory, "log.vkey"), $"{keys.Heads.Verifier}\n");
        File.WriteAllText(Path.Combine(directory, "trust.txt"), TlogPolicy.TextFor(keys.Heads.Verifier));
        File.WriteAllBytes(Path.Combine(directory, "jwks.json"), new JwkSet([keys.Statement.PublicKey]).ToJson());
    }

    private static Command Generate()
    {
        var origin = new Option<string>("--origin") { Description = "Name of the log, such as broker.example/log/2026", Required = true };
        var output = new Option<string>("--out")
        {
            Description = "Folder to write to; existing keys are never overwritten",
            Required = true,
        };
        var command = new Command("generate", "Makes log.pem and statement.pem (secret), log.vkey, trust.txt and jwks.json (public)")
        {
            origin,
            output,
        };
        command.SetAction(parse =>
        {
            var directory = parse.GetValue(output)!;
            using var random = RandomNumberGenerator.Create();
            using var keys = KeyFiles.Create(directory, parse.GetValue(origin)!, random);
            WritePublic(keys, directory);
            parse.InvocationConfiguration.Output.WriteLine(keys.Heads.Verifier);
            return 0;
        });
        return command;
    }
}
