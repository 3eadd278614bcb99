using System.CommandLine;

namespace ShareBroker.Cli.Serving;

/// <summary><c>sharebroker agency</c>: a fictitious agency that holds records, for the demo and for tests. Hidden from the help.</summary>
internal static class AgencyCommands
{
    public static Command Create()
    {
        var id = Required("--id", "Id of the agency in the broker's register");
        var listen = Required("--listen", "Address and port, such as 127.0.0.1:7501");
        var records = Required("--records", "Folder with one JSON file a subject");
        var mapping = new Option<string?>("--mapping") { Description = "Mapping from the agency's own layout to catalogue paths" };
        var certificate = Required("--certificate", "The agency's certificate, PEM");
        var key = Required("--key", "Its PKCS#8 key, PEM");
        var authority = Required("--authority", "The authority that issued the broker's certificate, PEM");
        var broker = Required("--broker-certificate", "The broker's certificate, PEM; nobody else may ask");
        var trust = Required("--trust", "Trust file of the log, C2SP tlog-policy");
        var jwks = Required("--jwks", "Keys that sign statements, JSON Web Key Set");
        var mode = new Option<string>("--mode")
        {
            Description = "normal, away, decline, pending, hang, other-person, too-much or garbage",
            DefaultValueFactory = _ => "normal",
        };
        var modeFile = new Option<string?>("--mode-file") { Description = "A file with the mode, read at every call" };
        var command = new Command("agency", "Runs a fictitious agency that holds records")
        {
            id, listen, records, mapping, certificate, key, authority, broker, trust, jwks, mode, modeFile,
        };
        command.Hidden = true;
        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = new AgencySettings
            {
                Id = parse.GetRequiredValue(id),
                Listen = parse.GetRequiredValue(listen),
                Records = parse.GetRequiredValue(records),
                Mapping = parse.GetValue(mapping),
                Certificate = parse.GetRequiredValue(certificate),
                Key = parse.GetRequiredValue(key),
                Authority = parse.GetRequiredValue(authority),
                BrokerCertificate = parse.GetRequiredValue(broker),
                Trust = parse.GetRequiredValue(trust),
                Jwks = parse.GetRequiredValue(jwks),
                Mode = AgencySwitch.Parse(parse.GetRequiredValue(mode))
                    ?? throw new Faults.UsageException($"there is no mode '{parse.GetValue(mode)}'; see --help"),
                ModeFile = parse.GetValue(modeFile),
            };
            await using var agency = await AgencyHost.StartAsync(settings, TimeProvider.System, cancellationToken);
            await parse.InvocationConfiguration.Output.WriteLineAsync($"agency {settings.Id} listens on {agency.Address}");
            await parse.InvocationConfiguration.Output.FlushAsync(cancellationToken);
            await agency.WaitAsync(cancellationToken);
            return 0;
        });
        return command;
    }

    private static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };
}
