using System.Text.Json;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Calls;

/// <summary>The terms that a sweep calls builtins with, read from <c>tests/cases/rego/edge-values.json</c>.</summary>
internal sealed class EdgeTerms
{
    private static readonly RegoPolicy NoModules = RegoPolicy.Compile([]);

    private readonly List<(string[] Names, bool IsAlone, RegoValue[] Terms)> _groups;

    private EdgeTerms(List<(string[] Names, bool IsAlone, RegoValue[] Terms)> groups) => _groups = groups;

    public static EdgeTerms Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new EdgeTerms([.. document.RootElement.GetProperty("groups").EnumerateArray().Select(group => (
            group.GetProperty("builtins").GetString()!.Split(' '),
            group.TryGetProperty("alone", out var alone) && alone.GetBoolean(),
            group.GetProperty("terms").EnumerateArray().Select(term => Value(term.GetString()!)).ToArray()))]);
    }

    /// <summary>What a builtin is called with: what suits it, and what any builtin may be given; the same list when others make huge
    /// results.</summary>
    public (IReadOnlyList<RegoValue> Likely, IReadOnlyList<RegoValue> Any) For(string builtin)
    {
        var groups = _groups.Where(group => group.Names.Any(name => Covers(name, builtin))).ToArray();
        if (Array.Find(groups, static group => group.IsAlone) is { Terms: { } alone })
        {
            return (alone, alone);
        }

        RegoValue[] all = [.. groups.SelectMany(static group => group.Terms)];
        RegoValue[] likely = [.. groups.Where(static group => group.Names is not ["*"]).SelectMany(static group => group.Terms)];
        return (likely.Length == 0 ? [.. all] : likely, all);
    }

    private static bool Covers(string name, string builtin) =>
        name.EndsWith('*') ? builtin.StartsWith(name[..^1], StringComparison.Ordinal) : builtin == name;

    /// <summary>The value of a term without variables.</summary>
    public static RegoValue Value(string term) => NoModules.Prepare($"x := {term}")
        .Evaluate(null, EvaluationBudget.Interactive, CancellationToken.None).Bindings[0]["x"];
}
