using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ShareBroker.Server;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;

namespace ShareBroker.Cli.Serving;

/// <summary><c>sharebroker serve</c>: a broker in this process, until it is asked to stop.</summary>
internal static class ServeCommands
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "Configuration file; DIR/broker.json when only --data is given" };
        var data = new Option<string?>("--data") { Description = "Folder of the log and the registers; over the configuration's own" };
        var policies = new Option<string?>("--policies") { Description = "Folder of the policies; over the configuration's own" };
        var listen = new Option<string?>("--listen") { Description = "Address and port; over the configuration's own" };
        var command = new Command("serve", "Runs a broker") { config, data, policies, listen };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = SettingsOf(parse.GetValue(config), parse.GetValue(data));
            settings = settings with
            {
                Policies = parse.GetValue(policies) is { } folder ? Path.GetFullPath(folder) : settings.Policies,
                Listen = parse.GetValue(listen) ?? settings.Listen,
            };
            return await ServeAsync(settings, parse.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }

    /// <summary>Serves until cancelled or until the log must not go on; the line it writes says that it is ready.</summary>
    public static async Task<int> ServeAsync(BrokerSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        using var random = RandomNumberGenerator.Create();
        var environment = new BrokerEnvironment
        {
            Time = TimeProvider.System,
            Random = random,
            Logging = static logging => logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                console.UseUtcTimestamp = true;
            }),
        };
        await using var broker = await BrokerHost.StartAsync(settings, environment, cancellationToken);
        await output.WriteLineAsync($"broker serves {settings.Origin} at {broker.Address}");
        await output.FlushAsync(cancellationToken);
        return await broker.RunAsync(cancellationToken);
    }

    private static BrokerSettings SettingsOf(string? config, string? data)
    {
        var file = config ?? (data is null ? null : Path.Combine(data, "broker.json"))
            ?? throw new Faults.UsageException("say where: --config FILE, or --data DIR with a 'broker.json' in it");
        if (!File.Exists(file))
        {
            throw new Faults.UsageException(
                $"there is no configuration '{file}'; docs/operating.md has one, and 'sharebroker trial --out DIR' makes one for a trial");
        }

        var settings = SettingsReader.Read(file);
        return config is not null && data is not null ? settings with { Data = Path.GetFullPath(data) } : settings;
    }
}
