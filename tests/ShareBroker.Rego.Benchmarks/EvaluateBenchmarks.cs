using BenchmarkDotNet.Attributes;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Benchmarks;

/// <summary>One decision, from value to value.</summary>
[MemoryDiagnoser]
public class EvaluateBenchmarks
{
    private PreparedQuery _query = null!;
    private RegoValue _input = null!;

    [Params("medium", "large")]
    public string Data { get; set; } = "medium";

    [Params(10, 60)]
    public int Fields { get; set; }

    [GlobalSetup]
    public void Load()
    {
        _query = RegoPolicy.Compile([Material.Policy], Material.Value($"{Data}/data.json")).Prepare("data.broker.disclosure.decision");
        _input = Material.Value($"{Data}/input-{Fields}-0.json");
    }

    [Benchmark]
    public object Evaluate() => _query.Evaluate(_input, EvaluationBudget.Interactive, Material.World, CancellationToken.None);
}
