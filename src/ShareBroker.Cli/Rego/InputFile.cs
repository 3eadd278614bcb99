using System.Text;
using ShareBroker.Rego;
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
        var octets = path == "-" ? ReadStandardInput() : File.ReadAllBytes(PolicyFiles.Present(path));
        try
        {
            return PolicyDocuments.ReadJson(path, octets);
        }
        catch (RegoException)
        {
            // What is no JSON may be YAML, whatever the file is called.
            return PolicyDocuments.ReadYaml(path, octets);
        }
    }

    /// <summary>A query from standard input, when it is not an argument.</summary>
    public static string ReadQuery() => Encoding.UTF8.GetString(ReadStandardInput()).Trim();

    private static byte[] ReadStandardInput()
    {
        using var buffer = new MemoryStream();
        using var input = Console.OpenStandardInput();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }
}
