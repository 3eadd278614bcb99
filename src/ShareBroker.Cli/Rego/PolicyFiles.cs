using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Policy texts and data from files and folders, as OPA loads them: <c>*.rego</c> are modules, <c>*.json</c> are data that lies under the
/// names
/// of the folders between the given one and the file.
/// </summary>
internal sealed class PolicyFiles
{
    // Data that the operator names may be as large as an array of bytes can be.
    private static readonly JsonLimits DataLimits = JsonLimits.Trusted with { SizeMaxBytes = Array.MaxLength };

    private readonly List<RegoSource> _sources = [];
    private RegoValue _data = RegoObject.Empty;

    public IReadOnlyList<RegoSource> Sources => _sources;

    public RegoValue Data => _data;

    /// <summary>Reads every path, in order. Data of a later one must not contradict an earlier one.</summary>
    /// <exception cref="IOException">A path cannot be read.</exception>
    /// <exception cref="RegoJsonException">A data file is not JSON.</exception>
    public static PolicyFiles Load(IEnumerable<string> paths)
    {
        var files = new PolicyFiles();
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path, []);
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var folders = Path.GetDirectoryName(Path.GetRelativePath(path, file)) ?? string.Empty;
                files.Add(file, folders.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return files;
    }

    private void Add(string file, IReadOnlyList<string> folders)
    {
        switch (Path.GetExtension(file))
        {
            case ".rego":
                _sources.Add(new RegoSource(file, File.ReadAllText(file)));
                break;
            case ".json":
                var value = RegoJson.Parse(File.ReadAllBytes(file), DataLimits);
                foreach (var folder in folders.Reverse())
                {
                    value = new RegoObject.Builder().Set(RegoString.Of(folder), value).Build();
                }

                _data = Merge(_data, value, file);
                break;
        }
    }

    private static RegoValue Merge(RegoValue left, RegoValue right, string file)
    {
        if (left is not RegoObject first || right is not RegoObject second)
        {
            return left.Equals(right) ? left : throw new InvalidDataException($"data in '{file}' contradicts another data file");
        }

        var merged = new RegoObject.Builder(first.Count + second.Count);
        for (var i = 0; i < first.Count; i++)
        {
            merged.Set(first.KeyAt(i), first.ValueAt(i));
        }

        for (var i = 0; i < second.Count; i++)
        {
            var key = second.KeyAt(i);
            merged.Set(key, first.Get(key) is { } present ? Merge(present, second.ValueAt(i), file) : second.ValueAt(i));
        }

        return merged.Build();
    }
}
