using BenchmarkDotNet.Attributes;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Benchmarks;

/// <summary>Reading and writing values.</summary>
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private byte[] _data = null!;
    private byte[] _input = null!;
    private RegoValue _value = null!;

    [GlobalSetup]
    public void Load()
    {
        _data = Material.Bytes("medium/data.json");
        _input = Material.Bytes("medium/input-60-0.json");
        _value = Material.Value("medium/data.json");
    }

    [Benchmark]
    public object ReadData() => RegoJson.Parse(_data, JsonLimits.Trusted);

    [Benchmark]
    public object ReadRequest() => RegoJson.Parse(_input, JsonLimits.Trusted);

    [Benchmark]
    public string WriteData() => RegoJson.Write(_value);
}
