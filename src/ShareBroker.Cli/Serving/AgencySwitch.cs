namespace ShareBroker.Cli.Serving;

/// <summary>The switch of a demo agency: fixed, or read from a file at every call so that a script can turn it.</summary>
internal sealed class AgencySwitch(AgencyMode mode, string? file)
{
    public AgencyMode Current()
    {
        if (file is null || !File.Exists(file))
        {
            return mode;
        }

        return Parse(File.ReadAllText(file).Trim()) ?? mode;
    }

    /// <summary>The mode with a name such as <c>other-person</c>; null when there is none.</summary>
    public static AgencyMode? Parse(string name) =>
        Enum.TryParse<AgencyMode>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) && Enum.IsDefined(mode)
            ? mode
            : null;
}
