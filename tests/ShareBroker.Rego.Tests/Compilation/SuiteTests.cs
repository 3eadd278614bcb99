using System.Text.Json;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>The reference implementation's own cases: each compiles, and its compiled form keeps what is promised of it.</summary>
public sealed class SuiteTests
{
    [Fact]
    public void Every_case_of_the_language_suite_compiles_into_the_promised_form()
    {
        if (TestPlaces.SharedPath("data/rego-cases/given/v1", "compiling the language suite") is not { } folder)
        {
            return;
        }

        var sleep = new BuiltinSignature("test.sleep", null, ["string"], "null", false, false, false);
        BuiltinSignature[] builtins = [.. Compiling.Builtins, sleep];
        var broken = new List<string>();
        var count = 0;
        foreach (var test in Cases(folder))
        {
            count++;
            var modules = test.TryGetProperty("modules", out var texts) ? texts.EnumerateArray()
                .Select(static text => text.GetString()!).ToArray() : [];
            var policy = Compiling.Modules(builtins, modules);
            var query = policy.Result is null ? null : Compiling.Query(policy.Result, test.GetProperty("query").GetString()!);
            broken.AddRange(policy.Errors.Concat(query?.Errors ?? []).Select(error => $"{test.GetProperty("id")}: {error}"));
            if (query?.Result is { } compiled)
            {
                broken.AddRange(CompiledForm.Check(policy.Result!).Concat(CompiledForm.Check(compiled))
                    .Select(what => $"{test.GetProperty("id")}: {what}"));
            }
        }

        broken.ShouldBeEmpty();
        count.ShouldBeGreaterThan(1_500);
    }

    private static IEnumerable<JsonElement> Cases(string folder) => Directory
        .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
        .SelectMany(static file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("cases").EnumerateArray());
}
