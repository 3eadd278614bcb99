using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>One size of data with requests for a number of fields.</summary>
/// <param name="Name">Size and number of fields, such as <c>medium/10</c>.</param>
/// <param name="DataFile">The base document.</param>
/// <param name="InputFiles">The requests.</param>
/// <param name="Expected">OPA's answer to each.</param>
internal sealed record BenchCase(string Name, string DataFile, IReadOnlyList<string> InputFiles, IReadOnlyList<RegoValue> Expected)
{
    private static readonly string[] Sizes = ["small", "medium", "large"];
    private static readonly int[] Fields = [10, 60];

    /// <summary>Finds the cases of a folder.</summary>
    public static IReadOnlyList<BenchCase> Load(string folder) =>
        [.. Sizes.SelectMany(size => Fields.Select(fields => Load(Path.Combine(folder, size), size, fields)))];

    private static BenchCase Load(string folder, string size, int fields)
    {
        var inputs = Enumerable.Range(0, 8).Select(index => Path.Combine(folder, $"input-{fields}-{index}.json")).ToArray();
        var expected = Enumerable.Range(0, 8).Select(index => Path.Combine(folder, $"expected-{fields}-{index}.json"));
        return new BenchCase($"{size}/{fields}", Path.Combine(folder, "data.json"), inputs, [.. expected.Select(Read)]);
    }

    /// <summary>Reads a JSON file that the repository vouches for.</summary>
    public static RegoValue Read(string file) => RegoJson.Parse(File.ReadAllBytes(file), JsonLimits.Trusted);
}
