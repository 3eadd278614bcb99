using System.Text.Json;
using ShareBroker.Rego.Builtins;

namespace ShareBroker.Rego.Tests.Builtins;

public sealed class SignatureTests
{
    [Fact]
    public void Every_function_that_OPA_lists_is_known_with_the_same_types()
    {
        if (Find("rego-builtins.json") is not { } path)
        {
            return;
        }

        var wrong = JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("builtins").EnumerateArray()
            .Where(static entry => entry.GetProperty("name").GetString() is not ("eq" or "assign"))
            .Where(static entry => !Agrees(entry))
            .Select(static entry => entry.GetProperty("name").GetString());

        wrong.ShouldBeEmpty();
    }

    private static bool Agrees(JsonElement entry)
    {
        if (!BuiltinRegistry.All.TryGetValue(entry.GetProperty("name").GetString()!, out var known))
        {
            return false;
        }

        var types = entry.GetProperty("args").EnumerateArray().Select(static argument => argument.GetProperty("type").GetString()!);
        var result = entry.GetProperty("result").GetString() ?? "any";
        return known.Signature.ArgumentTypes.SequenceEqual(types)
            && known.Signature.ResultType == result
            && known.Signature.IsNondeterministic == IsTrue(entry, "nondeterministic")
            && known.Signature.IsRelation == IsTrue(entry, "relation");
    }

    private static bool IsTrue(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static string? Find(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ShareBroker.sln")))
        {
            root = root.Parent;
        }

        var shared = Environment.GetEnvironmentVariable("SHAREBROKER_SHARED") ?? Path.Combine(root!.FullName, "..", "shared");
        var path = Path.Combine(shared, "data", name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new FileNotFoundException("the shared data is missing", path);
        }

        return File.Exists(path) ? path : null;
    }
}
