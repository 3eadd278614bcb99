using System.Text.Json;

namespace ShareBroker.Receipts.Tests.Vectors;

/// <summary>Finds the test vectors that lie beside the repository.</summary>
internal static class SharedData
{
    public static string? Root { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root!, "data", "vectors", relative);

    public static string Text(string relative) => File.ReadAllText(Path(relative));

    public static JsonElement Json(string relative)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path(relative)));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SHAREBROKER_SHARED") is { Length: > 0 } named)
        {
            return named;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "ShareBroker.sln")))
        {
            folder = folder.Parent;
        }

        var shared = folder?.Parent is { } parent ? System.IO.Path.Combine(parent.FullName, "shared") : "";
        return Directory.Exists(shared) ? shared : null;
    }
}
