namespace ShareBroker.Wire.Tests;

/// <summary>Where the repository and the data beside it are.</summary>
internal static class SharedFolder
{
    public static string Repository { get; } = FindRepository();

    public static string? Path { get; } = FindShared();

    public static string[] Lines(params string[] path) => File.ReadAllLines(System.IO.Path.Combine([
        Path ?? throw new DirectoryNotFoundException("the shared folder is not beside the repository; set SHAREBROKER_SHARED"), .. path]));

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "ShareBroker.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no folder above the tests holds ShareBroker.sln");
    }

    private static string? FindShared()
    {
        var named = Environment.GetEnvironmentVariable("SHAREBROKER_SHARED");
        var folder = string.IsNullOrEmpty(named) ? System.IO.Path.Combine(Repository, "..", "shared") : named;
        return Directory.Exists(folder) ? folder : null;
    }
}
