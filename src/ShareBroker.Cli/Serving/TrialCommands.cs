using System.CommandLine;
using System.Security.Cryptography;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;

namespace ShareBroker.Cli.Serving;

/// <summary><c>sharebroker trial</c>: a folder with an authority, certificates and a configuration, to try a broker out.</summary>
internal static class TrialCommands
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder to write to", Required = true };
        var listen = new Option<string>("--listen")
        {
            Description = "Address and port of the broker",
            DefaultValueFactory = static _ => "127.0.0.1:7443",
        };
        var policies = new Option<string>("--policies")
        {
            Description = "Folder of the policies",
            DefaultValueFactory = static _ => "policies",
        };
        var agencies = new Option<string[]>("--agency")
        {
            Description = "id:type:country, with ':administers' behind it for one that writes registers; may stand again and again",
            DefaultValueFactory = static _ => ["fr-21-pref:prefecture:fr:administers"],
        };
        var governed = new Option<bool>("--governed")
        {
            Description = "Policies come into force by two officers, as at work; makes their keys too. Without it, from the folder",
        };
        var command = new Command("trial", "Makes certificates and a configuration to try a broker out")
        {
            output, listen, policies, agencies, governed,
        };
        command.SetAction(parse =>
        {
            using var random = RandomNumberGenerator.Create();
            var folder = Path.GetFullPath(parse.GetRequiredValue(output));
            var wish = new TrialWish
            {
                Governance = parse.GetValue(governed) ? new GovernanceSettings() : null,
                Listen = parse.GetRequiredValue(listen),
                Policies = parse.GetRequiredValue(policies),
                Agencies = [.. parse.GetRequiredValue(agencies).Select(SeedOf)],
            };
            var setup = TrialSetup.Create(folder, wish, TimeProvider.System, random);
            if (parse.GetValue(governed))
            {
                TrialOfficers.Write(folder, setup, wish, random);
            }

            parse.InvocationConfiguration.Output.WriteLine($"sharebroker serve --config {setup.SettingsFile}");
            return 0;
        });
        return command;
    }

    private static AgencySeed SeedOf(string text) => text.Split(':') switch
    {
        [var id, var type, var country] => new AgencySeed { Id = id, Type = type, Country = country },
        [var id, var type, var country, "administers"] => new AgencySeed { Id = id, Type = type, Country = country, Administers = true },
        _ => throw new Faults.UsageException($"'{text}' is not id:type:country or id:type:country:administers"),
    };
}
