namespace ShareBroker.Cli.Tests.Rego;

/// <summary>Data that lies beside the repository, in <c>../shared</c> or where <c>$SHAREBROKER_SHARED</c> says.</summary>
internal static class SharedData
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    public static string Path(string relative) => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("SHAREBROKER_SHARED") ?? System.IO.Path.Combine(Repository, "..", "shared"), relative);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "ShareBroker.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests must run inside the repository");
        }

        return folder.FullName;
    }
}
