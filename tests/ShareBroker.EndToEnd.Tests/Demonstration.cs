using System.Text.Json;

namespace ShareBroker.EndToEnd.Tests;

/// <summary>One run of <c>./demo.sh</c>, shared by the tests of its output.</summary>
public sealed class Demonstration : IAsyncLifetime
{
    /// <summary>What it left behind.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "sharebroker-demonstration-" + Guid.NewGuid().ToString("N"));

    /// <summary>What it printed.</summary>
    public string Printed { get; private set; } = "";

    /// <summary>How long it took, build apart.</summary>
    public TimeSpan Took { get; private set; }

    public async Task InitializeAsync()
    {
        (await Shell.RunAsync("./sharebroker --version", TimeSpan.FromMinutes(10))).Status.ShouldBe(0, "the command line builds");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (status, output, error) = await Shell.RunAsync($"./demo.sh --out '{Folder}'", TimeSpan.FromMinutes(5));
        Took = clock.Elapsed;
        Printed = output + error;
        status.ShouldBe(0, Printed);
    }

    public Task DisposeAsync()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    public JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }

    public IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(Path.Combine(Folder, folder))
        .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;
}
