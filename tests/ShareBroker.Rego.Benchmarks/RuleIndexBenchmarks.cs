using System.Globalization;
using BenchmarkDotNet.Attributes;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Benchmarks;

/// <summary>Many definitions of one rule, of which a request can meet one: the time must not grow with their number.</summary>
[MemoryDiagnoser]
public class RuleIndexBenchmarks
{
    private PreparedQuery _query = null!;
    private RegoValue _input = null!;

    [Params(10, 1_000)]
    public int Definitions { get; set; }

    [GlobalSetup]
    public void Load()
    {
        var rules = Enumerable.Range(0, Definitions).Select(static i => string.Create(
            CultureInfo.InvariantCulture, $"allow if {{\n\tinput.kind == \"k{i}\"\n\tinput.level > {i % 7}\n}}\n"));
        _query = RegoPolicy.Compile([new RegoSource("many.rego", "package many\n\n" + string.Concat(rules))]).Prepare("data.many.allow");
        _input = RegoInput.From(new Dictionary<string, object?> { ["kind"] = "k9", ["level"] = 9 });
    }

    [Benchmark]
    public bool Allow() => _query.Evaluate(_input, EvaluationBudget.Interactive, Material.World, CancellationToken.None).IsTrue;
}
