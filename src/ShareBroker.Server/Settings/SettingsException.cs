namespace ShareBroker.Server.Settings;

/// <summary>The configuration cannot be used. The message lists every fault that was found, one a line.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults, Exception? cause = null)
    : Exception(string.Join('\n', faults), cause)
{
    /// <summary>Stable code of this family.</summary>
    public const string Code = "settings_invalid";

    /// <summary>The faults, in the order of the settings.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
