using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>Reads JSON schemas as OPA does: one file is that of the input; in a folder each is named after its path.</summary>
internal static class SchemaFiles
{
    public static IReadOnlyDictionary<string, RegoValue> Read(string place)
    {
        var schemas = new Dictionary<string, RegoValue>(StringComparer.Ordinal);
        if (!Directory.Exists(place))
        {
            schemas["schema"] = PolicyDocuments.ReadJson(place, File.ReadAllBytes(place));
            return schemas;
        }

        foreach (var file in PolicyFiles.FilesOf(place, []).Where(static file => Path.GetExtension(file) == ".json"))
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(place, file), null).Replace('/', '.');
            schemas[$"schema.{name}"] = PolicyDocuments.ReadJson(file, File.ReadAllBytes(file));
        }

        return schemas;
    }
}
