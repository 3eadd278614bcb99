using System.Security.Cryptography;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Benchmarks;

/// <summary>The policy, data and requests that are measured.</summary>
internal static class Material
{
    public static EvaluationEnvironment World { get; } = new() { Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill };

    public static RegoSource Policy { get; } = new("policy.rego", File.ReadAllText(Place("policy.rego")));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Place(name));

    public static RegoValue Value(string name) => RegoJson.Parse(Bytes(name), JsonLimits.Trusted);

    private static string Place(string name) => TestPlaces.SharedPath(Path.Combine("data", "rego-bench", name), "benchmarks")
        ?? throw new FileNotFoundException(
            "the shared test data are needed; put them beside the repository or name them in SHAREBROKER_SHARED");
}
