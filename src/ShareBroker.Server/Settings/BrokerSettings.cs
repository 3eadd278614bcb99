namespace ShareBroker.Server.Settings;

/// <summary>
/// Everything a host chooses for one broker. Read by <see cref="SettingsReader"/> from one JSON file with snake_case members.
/// </summary>
public sealed record BrokerSettings
{
    /// <summary>Address and port to listen on, such as <c>127.0.0.1:7443</c>. Port 0 lets the system choose.</summary>
    public string Listen { get; init; } = "127.0.0.1:7443";

    /// <summary>Origin of the log, as its checkpoints name it; it can never change for one log.</summary>
    public string Origin { get; init; } = "sharebroker.example/log";

    /// <summary>Folder of the log, the registers and the signed head.</summary>
    public string Data { get; init; } = "data";

    /// <summary>
    /// The policies come from the folder <see cref="Policies"/> and are in force at start, whoever wrote them: for trials, never for
    /// agencies
    /// at work.
    /// </summary>
    public bool Trial { get; init; }

    /// <summary>Folder of the policies to activate at start of a trial.</summary>
    public string Policies { get; init; } = "policies";

    /// <summary>Who puts policies in force; absent only in a trial.</summary>
    public GovernanceSettings? Governance { get; init; }

    /// <summary>Certificates.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>Who may vouch for people.</summary>
    public TokenSettings Tokens { get; init; } = new();

    /// <summary>What decides.</summary>
    public EngineSettings Engine { get; init; } = new();

    /// <summary>Every limit of the door.</summary>
    public DoorLimits Limits { get; init; } = new();

    /// <summary>How long and how much of a holder's answer is accepted.</summary>
    public HolderSettings Holders { get; init; } = new();

    /// <summary>Who may write or read through a door of its own; each is written to the register at start when it differs.</summary>
    public IReadOnlyList<AgencySeed> Agencies { get; init; } = [];

    /// <summary>The commits of SQLite: <c>full</c>, the only value a broker starts with.</summary>
    public string Synchronous { get; init; } = "full";
}
