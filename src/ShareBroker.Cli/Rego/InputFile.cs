using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>Reads the input document.</summary>
internal static class InputFile
{
    /// <summary>The document in a JSON or YAML file; <c>-</c> is standard input.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ShareBroker.Rego.RegoException">It is neither JSON nor YAML.</exception>
    public static RegoValue Read(string path)
    {
        var octets = path == "-" ? ReadStandardInput() : File.ReadAllBytes(path);
        return Path.GetExtension(path) is ".yaml" or ".yml"
            ? PolicyDocuments.ReadYaml(path, octets)
            : PolicyDocuments.ReadJson(path == "-" ? "input" : path, octets);
    }

    private static byte[] ReadStandardInput()
    {
        using var buffer = new MemoryStream();
        using var input = Console.OpenStandardInput();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }
}
