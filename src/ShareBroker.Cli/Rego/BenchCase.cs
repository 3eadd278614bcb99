using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>A policy with requests to it, ready to be evaluated here and by OPA.</summary>
/// <param name="Name">What the table calls it, such as <c>medium/10</c>.</param>
/// <param name="Policies">Folders and files with policy and data, as OPA's <c>-d</c> takes them.</param>
/// <param name="Query">What is asked.</param>
/// <param name="InputFiles">The requests.</param>
/// <param name="Expected">The right answer to each; empty when OPA is to be asked for them.</param>
internal sealed record BenchCase(
    string Name, IReadOnlyList<string> Policies, string Query, IReadOnlyList<string> InputFiles, IReadOnlyList<RegoValue> Expected)
{
    private const string Disclosure = "data.broker.disclosure.decision";
    private static readonly string[] Sizes = ["small", "medium", "large"];
    private static readonly int[] Fields = [10, 60];

    /// <summary>Finds the cases of a folder.</summary>
    public static IReadOnlyList<BenchCase> Load(string folder) =>
        [.. Sizes.SelectMany(size => Fields.Select(fields => Load(folder, size, fields)))];

    /// <summary>Reads a JSON file that the repository vouches for.</summary>
    public static RegoValue Read(string file) => RegoJson.Parse(File.ReadAllBytes(file), JsonLimits.Trusted);

    /// <summary>The query over the policies and data of this case.</summary>
    public PreparedQuery Prepare()
    {
        var files = PolicyFiles.Load(Policies);
        return RegoPolicy.Compile(files.Sources, files.Data).Prepare(Query);
    }

    private static BenchCase Load(string folder, string size, int fields)
    {
        var data = Path.Combine(folder, size);
        var inputs = Enumerable.Range(0, 8).Select(index => Path.Combine(data, $"input-{fields}-{index}.json")).ToArray();
        var expected = Enumerable.Range(0, 8).Select(index => Path.Combine(data, $"expected-{fields}-{index}.json"));
        return new BenchCase(
            $"{size}/{fields}",
            [Path.Combine(folder, "policy.rego"), Path.Combine(data, "data.json")],
            Disclosure,
            inputs,
            [.. expected.Select(Read)]);
    }
}
