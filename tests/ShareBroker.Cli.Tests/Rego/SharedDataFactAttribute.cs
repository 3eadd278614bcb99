namespace ShareBroker.Cli.Tests.Rego;

/// <summary>A fact that needs shared data. Without the data it is skipped on a developer's machine and fails in continuous
/// integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string relative)
    {
        if (!Directory.Exists(SharedData.Path(relative)) && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"'../shared/{relative}' is not there";
        }
    }
}
