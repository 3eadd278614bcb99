using System.Text.Json;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;
using Xunit.Abstractions;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>How often our verdict on a text is that of the reference implementation. The floors are what was reached; they may only
/// rise.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const double AcceptanceFloor = 0.994;
    private const double CodeFloor = 0.994;
    private const double RowFloor = 0.99;

    private static readonly HashSet<string> Younger = new(StringComparer.Ordinal)
    {
        "array.flatten", "internal.template_string", "io.jwt.verify_eddsa", "strings.split_n", "uri.is_valid", "uri.parse",
    };

    private static readonly BuiltinSignature[] Builtins = [.. Compiling.Builtins.Where(static builtin => !Younger.Contains(builtin.Name))];

    [Fact]
    public void Verdicts_agree_with_the_reference_implementation()
    {
        if (TestPlaces.SharedPath("data/rego-cases/compile/given.jsonl", "verdicts of the compiler") is not { } file)
        {
            return;
        }

        var empty = Compiling.Modules(Builtins).Result!;
        int count = 0, accepted = 0, codes = 0, rows = 0;
        foreach (var line in File.ReadLines(file))
        {
            using var entry = JsonDocument.Parse(line);
            var errors = Errors(empty, entry.RootElement.GetProperty("kind").GetString()!, entry.RootElement.GetProperty("text")
                .GetString()!);
            var verdict = entry.RootElement.GetProperty("v1");
            var isSound = verdict.GetProperty("stage").GetString() == "ok";
            count++;
            if (isSound != (errors.Count == 0))
            {
                continue;
            }

            var first = isSound ? default : verdict.GetProperty("errors")[0];
            var sameCode = isSound || errors[0].Code == first.GetProperty("code").GetString();
            accepted++;
            codes += sameCode ? 1 : 0;
            rows += sameCode && (isSound || errors[0].Location.Row == first.GetProperty("row").GetInt32()) ? 1 : 0;
        }

        output.WriteLine($"{count} texts: acceptance {accepted}, code {codes}, row {rows}");
        ((double)accepted / count).ShouldBeGreaterThanOrEqualTo(AcceptanceFloor);
        ((double)codes / count).ShouldBeGreaterThanOrEqualTo(CodeFloor);
        ((double)rows / count).ShouldBeGreaterThanOrEqualTo(RowFloor);
    }

    private static IReadOnlyList<RegoError> Errors(CompiledPolicy empty, string kind, string text) =>
        kind == "module" ? Compiling.Modules(Builtins, text).Errors : Compiling.Query(empty, text).Errors;
}
