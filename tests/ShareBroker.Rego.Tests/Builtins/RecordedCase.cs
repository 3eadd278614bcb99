using System.Text.Json;

namespace ShareBroker.Rego.Tests.Builtins;

/// <summary>One expression with the verdict of OPA 1.4.2: the JSON text of its value, undefined, or an error's code, with its message where
/// ours says the same.</summary>
public sealed record RecordedCase(string Group, string Expression, string Expected, string? Differs)
{
    public static IReadOnlyList<RecordedCase> All { get; } = Read();

    private static RecordedCase[] Read()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ShareBroker.sln")))
        {
            root = root.Parent;
        }

        var path = Path.Combine(root!.FullName, "tests", "cases", "rego", "builtins.jsonl");
        return [.. File.ReadLines(path).Select(Parse)];
    }

    private static RecordedCase Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        var expected = json.TryGetProperty("json", out var text) ? text.GetString()!
            : json.TryGetProperty("error", out var error) ? error.GetString()! + (json.TryGetProperty("says", out _)
                ? ": " + json.GetProperty("message").GetString()
                : string.Empty)
            : "undefined";
        return new RecordedCase(
            json.GetProperty("group").GetString()!,
            json.GetProperty("expression").GetString()!,
            expected,
            json.TryGetProperty("differs", out var differs) ? differs.GetString() : null);
    }
}
