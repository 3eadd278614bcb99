using System.Globalization;
using System.Text;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Policies of few and of very many rules of one name, each for a role of its own: what an index over rules has to make equally fast.
/// </summary>
internal static class BenchRules
{
    private static readonly int[] Counts = [10, 10_000];

    /// <summary>The cases, written to a scratch folder.</summary>
    public static IReadOnlyList<BenchCase> Load(string scratch) => [.. Counts.Select(count => Write(scratch, count))];

    /// <summary>The case with so many rules.</summary>
    public static BenchCase Write(string scratch, int count)
    {
        var text = new StringBuilder("package bench.rules\n\n");
        for (var i = 0; i < count; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"allow if {{ input.role == \"r{i}\"; input.level > {i % 3} }}");
        }

        var policy = Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"rules-{count}.rego"));
        var input = Path.ChangeExtension(policy, ".json");
        File.WriteAllText(policy, text.ToString());
        File.WriteAllText(input, $$"""{"role": "r{{count - 1}}", "level": 4}""");
        return new BenchCase(
            string.Create(CultureInfo.InvariantCulture, $"rules/{count}"), [policy], "data.bench.rules.allow", [input], []);
    }
}
