using System.Runtime.CompilerServices;

namespace ShareBroker.House.Tests;

/// <summary>Finds the repository and its source files.</summary>
internal static class Repository
{
    private static readonly string[] Left = ["artifacts", "node_modules", "obj", "bin", ".git"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
                .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => Left.Contains(part)))
                .Order(StringComparer.Ordinal)
            : [];

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // A deterministic build rewrites the caller's path, so the folder of the running test is the fallback.
        foreach (var start in new[] { Path.GetDirectoryName(here), AppContext.BaseDirectory })
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
}
