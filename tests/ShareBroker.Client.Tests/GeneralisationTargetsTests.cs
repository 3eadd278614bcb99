using System.Text.Json;
using ShareBroker.Client.Holding;

namespace ShareBroker.Client.Tests;

/// <summary>
/// The SDK has its own copy of a column of the catalogue, since an agency has no policies at hand. Here the two are compared.
/// </summary>
public sealed class GeneralisationTargetsTests
{
    // Worked out from the value itself, so the value itself is asked for.
    private static readonly string[] Computed = ["age_band", "minor_adult", "month"];

    [Fact]
    public void An_order_may_ask_for_the_path_that_the_catalogue_of_the_policies_says_under_any_scheme()
    {
        var file = Path.Combine(Root(), "policies", "base", "words", "fields", "data.json");
        using var catalogue = JsonDocument.Parse(File.ReadAllBytes(file));
        var paths = catalogue.RootElement.EnumerateObject().ToList();
        var schemes = paths.Select(static path => TextOf(path.Value, "scheme")).OfType<string>().Distinct().ToList();
        paths.Count(static path => TextOf(path.Value, "target") is not null).ShouldBeGreaterThan(3);
        foreach (var path in paths)
        {
            foreach (var scheme in schemes)
            {
                var target = TextOf(path.Value, "scheme") == scheme && !Computed.Contains(scheme) ? TextOf(path.Value, "target") : null;
                GeneralisationTargets.PathOf(path.Name, scheme + "/1").ShouldBe(target ?? path.Name, $"{path.Name} under {scheme}");
            }
        }
    }

    private static string? TextOf(JsonElement path, string name) => path.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ShareBroker.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }
}
