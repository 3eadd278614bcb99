namespace ShareBroker.Server.Settings;

/// <summary>An agency that the configuration puts into the register, so that somebody can write the rest of it.</summary>
public sealed record AgencySeed
{
    /// <summary>Id, such as <c>fr-21-pref</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>Agency type of the vocabulary.</summary>
    public string Type { get; init; } = "";

    /// <summary>Country of the vocabulary.</summary>
    public string Country { get; init; } = "";

    /// <summary>PEM files of the client certificates that name it.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>It may write registers.</summary>
    public bool Administers { get; init; }

    /// <summary>Address of its record holder, or empty.</summary>
    public string HolderAddress { get; init; } = "";
}
