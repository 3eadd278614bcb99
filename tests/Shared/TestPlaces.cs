using System.Runtime.CompilerServices;

namespace ShareBroker.Tests;

/// <summary>Where tests find the repository and the shared test data. One file, compiled into each test project that needs it.</summary>
internal static class TestPlaces
{
    /// <summary>Folder of <c>ShareBroker.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Folder of the shared test data; null on a clone without it.</summary>
    public static string? Shared { get; } = FindShared();

    /// <summary>Continuous integration must have the shared data: a missing folder fails there.</summary>
    public static bool SharedIsRequired => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>A path below the shared data; null, after saying so, on a clone without it.</summary>
    /// <param name="relative">The path.</param>
    /// <param name="cases">What is skipped, for the message.</param>
    public static string? SharedPath(string relative, string cases)
    {
        var path = Shared is null ? null : Path.Combine(Shared, relative);
        if (path is not null && Path.Exists(path))
        {
            return path;
        }

        if (SharedIsRequired)
        {
            throw new DirectoryNotFoundException(
                $"the shared test data lack '{relative}'; put them beside the repository or name them in SHAREBROKER_SHARED");
        }

        Console.WriteLine($"skipped without the shared test data: {cases}");
        return null;
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
        {
            for (var folder = start; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "ShareBroker.sln")))
                {
                    return folder;
                }
            }
        }

        throw new DirectoryNotFoundException("ShareBroker.sln was not found above the tests");
    }

    private static string? FindShared()
    {
        var named = Environment.GetEnvironmentVariable("SHAREBROKER_SHARED");
        var place = string.IsNullOrEmpty(named) ? Path.Combine(Path.GetDirectoryName(Root)!, "shared") : named;
        return Directory.Exists(place) ? place : null;
    }
}
