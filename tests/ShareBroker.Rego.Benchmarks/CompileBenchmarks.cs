using BenchmarkDotNet.Attributes;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Benchmarks;

/// <summary>What is done once for each policy and each query.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private RegoPolicy _policy = null!;
    private RegoValue _data = null!;

    [GlobalSetup]
    public void Load()
    {
        _data = Material.Value("medium/data.json");
        _policy = RegoPolicy.Compile([Material.Policy], _data);
    }

    [Benchmark]
    public object Compile() => RegoPolicy.Compile([Material.Policy], _data);

    [Benchmark]
    public object Prepare() => _policy.Prepare("data.broker.disclosure.decision");

    [Benchmark]
    public object Partially() => _policy.PreparePartial("data.broker.disclosure.allow == true")
        .Evaluate(null, EvaluationBudget.Batch, Material.World, CancellationToken.None);
}
