using System.IO.Enumeration;
using ShareBroker.Rego;
using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Policy texts and data from files and folders, as OPA loads them: <c>*.rego</c> are modules, <c>*.json</c> and <c>*.yaml</c> are data
/// that lies under the names of the folders between the given one and the file.
/// </summary>
internal sealed class PolicyFiles
{
    private readonly PolicyDocuments _documents = new();
    private readonly IReadOnlyList<string> _ignored;

    private PolicyFiles(IReadOnlyList<string> ignored) => _ignored = ignored;

    public IReadOnlyList<RegoSource> Sources => _documents.Sources;

    public RegoValue Data => _documents.Data;

    public PolicyDocuments Documents => _documents;

    /// <summary>Reads every path, in order. Data of a later one must not contradict an earlier one.</summary>
    /// <exception cref="IOException">A path cannot be read.</exception>
    /// <exception cref="RegoException">A data file is not sound, or contradicts another.</exception>
    public static PolicyFiles Load(IEnumerable<string> paths, IReadOnlyList<string>? ignored = null)
    {
        var files = new PolicyFiles(ignored ?? []);
        foreach (var path in paths)
        {
            files.Add(path);
        }

        return files;
    }

    /// <summary>A path without detours: no <c>./</c> before it and no empty steps in it.</summary>
    public static string Clean(string path)
    {
        var kept = new List<string>();
        foreach (var step in path.Split('/'))
        {
            if (step == ".." && kept.Count > 0 && kept[^1] != "..")
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (step is not ("" or "."))
            {
                kept.Add(step);
            }
        }

        var clean = string.Join('/', kept);
        return path.StartsWith('/') ? "/" + clean : clean.Length == 0 ? "." : clean;
    }

    /// <summary>The path of a file or folder that is there.</summary>
    /// <exception cref="FileNotFoundException">It is not.</exception>
    public static string Present(string path) =>
        Path.Exists(path) ? path : throw new FileNotFoundException($"there is no '{path}'", path);

    /// <summary>The files of a folder and of the folders in it, by name, without those whose name or folder is to be ignored.
    /// Folders that are links are not entered.</summary>
    public static IEnumerable<string> FilesOf(string folder, IReadOnlyList<string> ignored)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            if (ignored.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(entry), ignoreCase: false)))
            {
                continue;
            }

            if (!Directory.Exists(entry))
            {
                yield return entry;
                continue;
            }

            foreach (var file in new DirectoryInfo(entry).LinkTarget is null ? FilesOf(entry, ignored) : [])
            {
                yield return file;
            }
        }
    }

    // A path may begin with the place where its data is to lie, as in 'roles.eu:roles.json'.
    private void Add(string given)
    {
        var colon = given.IndexOf(':', StringComparison.Ordinal);
        string[] place = colon > 0 && !File.Exists(given) && !Directory.Exists(given) ? given[..colon].Split('.') : [];
        var path = Clean(place.Length == 0 ? given : given[(colon + 1)..]);
        if (!Directory.Exists(path))
        {
            Read(Present(path), place);
            return;
        }

        foreach (var file in FilesOf(path, _ignored).Where(PolicyDocuments.IsRead))
        {
            var folders = Path.GetDirectoryName(Path.GetRelativePath(path, file)) ?? string.Empty;
            Read(Clean(file), [.. place, .. folders.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)]);
        }
    }

    private void Read(string file, IReadOnlyList<string> folders) => _documents.Add(file, folders, File.ReadAllBytes(file));
}
