using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy bundle</c>: a folder of policies as one file that brokers and the <c>opa</c> tool take.</summary>
internal static class PolicyBundleCommand
{
    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var output = new Option<string>("--out") { Description = "File to write, such as policies.tar.gz", Required = true };
        var revision = new Option<string?>("--revision") { Description = "Revision, such as 2026-11-22.1; over the manifest's own" };
        var until = new Option<string?>("--valid-until")
        {
            Description = "Instant until which the bundle may be used, such as 2027-11-22T00:00:00Z; over the manifest's own",
        };
        var command = new Command("bundle", "Builds an OPA bundle of the policies") { policies, output, revision, until };
        command.SetAction(parse =>
        {
            var files = PolicyFolder.Read(parse.GetValue(policies)!)
                .Select(file => file.IsManifest ? WithOptions(file, parse.GetValue(revision), parse.GetValue(until)) : file)
                .ToList();
            var bundle = PolicyBundle.Of(files);
            PolicyRevision.Parse(bundle.Revision);
            var set = PolicySet.FromFiles(bundle.Files);
            set.CompileWithTests();
            File.WriteAllBytes(parse.GetRequiredValue(output), bundle.ToArchive());
            parse.InvocationConfiguration.Output.WriteLine(
                $"bundle {bundle.Revision} of {bundle.Files.Count} files, {set.Regimes.Count} regimes, sha256 {bundle.Sha256}");
            return 0;
        });
        return command;
    }

    private static PolicyFile WithOptions(PolicyFile manifest, string? revision, string? until)
    {
        if (revision is null && until is null)
        {
            return manifest;
        }

        var json = JsonNode.Parse(manifest.Content.Span) as JsonObject
            ?? throw new PolicyException("policy_folder", "the policies' '.manifest' is no JSON object");
        if (revision is not null)
        {
            json["revision"] = revision;
        }

        if (until is not null)
        {
            var metadata = json["metadata"] as JsonObject;
            if (metadata is null)
            {
                json["metadata"] = metadata = [];
            }

            metadata["valid_until"] = InstantOf(until, "--valid-until");
        }

        return manifest with { Content = JsonSerializer.SerializeToUtf8Bytes(json) };
    }

    /// <summary>An instant in UTC with seconds, as manifests and proposals write it.</summary>
    public static string InstantOf(string text, string option) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : throw new Faults.UsageException($"{option} is no instant such as 2027-11-22T00:00:00Z");
}
