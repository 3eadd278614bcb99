using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Holders;
using ShareBroker.Server.Settings;
using ShareBroker.Storage.Log;
using ShareBroker.Storage.Records;

namespace ShareBroker.Server.Start;

/// <summary>
/// Everything of a broker below its doors, opened in the order in which one needs the other: the log, the policies put in force by an entry
/// of it, the stores, the holders, the desk.
/// </summary>
internal sealed class BrokerRooms : IAsyncDisposable
{
    private readonly Stack<object> _opened = new();

    private BrokerRooms(BrokerSettings settings, BrokerEnvironment environment)
    {
        Settings = settings;
        Environment = environment;
    }

    public BrokerSettings Settings { get; }

    public BrokerEnvironment Environment { get; }

    public SqliteStatementLog Log { get; private set; } = null!;

    public SqliteRecordStore Records { get; private set; } = null!;

    public PolicyRooms Policies { get; private set; } = null!;

    public DisclosurePorts Ports { get; private set; } = null!;

    public DisclosureSettings Times { get; private set; } = null!;

    public DisclosureDesk Desk { get; private set; } = null!;

    public RegisterDesk Registers { get; private set; } = null!;

    /// <summary>Folder of what others need to check the log.</summary>
    public string PublicFolder => Path.Combine(Settings.Data, "public");

    /// <summary>Opens the rooms.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="environment">Clock and randomness.</param>
    /// <param name="certificate">The broker's certificate with its key.</param>
    /// <param name="fatal">Told when the log must not go on.</param>
    /// <param name="logger">Start lines.</param>
    /// <param name="cancellationToken">Gives up; what was opened is closed again.</param>
    public static async Task<BrokerRooms> OpenAsync(
        BrokerSettings settings,
        BrokerEnvironment environment,
        X509Certificate2 certificate,
        Action<Exception> fatal,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var rooms = new BrokerRooms(settings, environment);
        try
        {
            await rooms.OpenLogAsync(fatal, cancellationToken);
            rooms.Policies = rooms.Keep(await PolicyRooms.OpenAsync(settings, environment, rooms.Log, logger, cancellationToken));
            rooms.OpenRecords(fatal);
            rooms.OpenDesk(certificate);
            await RegisterSeeding.SeedAsync(settings.Agencies, rooms.Registers, logger, cancellationToken);
            return rooms;
        }
        catch
        {
            await rooms.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var room))
        {
            switch (room)
            {
                case IAsyncDisposable slow:
                    await slow.DisposeAsync();
                    break;
                case IDisposable quick:
                    quick.Dispose();
                    break;
                default:
                    break;
            }
        }
    }

    private T Keep<T>(T room)
        where T : class
    {
        _opened.Push(room);
        return room;
    }

    private async Task OpenLogAsync(Action<Exception> fatal, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Settings.Data, "keys");
        var keys = Keep(KeyFiles.Exist(folder)
            ? KeyFiles.Load(folder, Settings.Origin)
            : KeyFiles.Create(folder, Settings.Origin, Environment.Random));
        PublicFiles.Write(keys, PublicFolder);
        var options = new StatementLogOptions { Directory = Path.Combine(Settings.Data, "log"), Software = "sharebroker" };
        Log = Keep(await SqliteStatementLog.OpenAsync(options, keys, Environment.Time, Environment.Random, fatal, cancellationToken));
    }

    private void OpenRecords(Action<Exception> fatal)
    {
        var key = SecretFile.LoadOrCreate(Path.Combine(Settings.Data, "keys", "records.pem"), Environment.Random);
        var options = new RecordStoreOptions { Directory = Path.Combine(Settings.Data, "records"), Key = key };
        Records = Keep(SqliteRecordStore.Open(options, Environment.Random, fatal));
    }

    private void OpenDesk(X509Certificate2 certificate)
    {
        var limits = Settings.Holders;
        var authorities = new X509Certificate2Collection();
        foreach (var file in Settings.Tls.Authorities)
        {
            authorities.ImportFromPemFile(file);
        }

        var holders = Keep(new GrpcRecordHolder(
            new HolderChannelOptions
            {
                Certificate = certificate,
                Authorities = authorities,
                CallsMax = limits.CallsMax,
                QueueMax = limits.QueueMax,
            },
            Environment.Time));
        Ports = new DisclosurePorts
        {
            Registers = Records,
            Cases = Records,
            Orders = Records,
            Decisions = Policies.Seat,
            RegimesNeedConfirmation = Policies.IsGoverned,
            Holders = holders,
            Log = Log,
            Secrets = new ForgettingSecrets(Log.Secrets, Records),
            Inputs = Records,
            Time = Environment.Time,
            Random = Environment.Random,
        };
        Times = new DisclosureSettings
        {
            PseudonymKey = SecretFile.LoadOrCreate(Path.Combine(Settings.Data, "keys", "pseudonym.pem"), Environment.Random),
            VersionKey = SecretFile.LoadOrCreate(Path.Combine(Settings.Data, "keys", "version.pem"), Environment.Random),
            Fetch = FetchLimits.Standard with
            {
                Deadline = TimeSpan.FromMilliseconds(limits.AnswerMsMax),
                SizeBytesMax = limits.AnswerBytesMax,
            },
        };
        Desk = new DisclosureDesk(Ports, Times);
        Registers = new RegisterDesk(Ports);
    }
}
