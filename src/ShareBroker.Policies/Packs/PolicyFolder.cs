using System.Security.Cryptography;
using System.Text;

namespace ShareBroker.Policies.Packs;

/// <summary>Reads a folder of policies: <c>*.rego</c>, <c>*.json</c> and <c>.manifest</c>, sorted by path; everything else is
/// documentation.</summary>
public static class PolicyFolder
{
    /// <summary>The largest folder that is read, in octets.</summary>
    public const long TotalMaxBytes = 64L << 20;

    /// <summary>The largest single file that is read, in octets.</summary>
    public const int FileMaxBytes = 16 << 20;

    /// <summary>Reads the files.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="PolicyException">There is no such folder, or it is too large (<c>policy_folder</c>).</exception>
    public static IReadOnlyList<PolicyFile> Read(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new PolicyException("policy_folder",
                $"there is no folder '{directory}'; name the folder of the policies with --policies");
        }

        var files = new List<PolicyFile>();
        long total = 0;
        foreach (var place in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = new PolicyFile(Path.GetRelativePath(directory, place).Replace('\\', '/'), Content: default);
            if (!file.IsModule && !file.IsData && !file.IsManifest)
            {
                continue;
            }

            total += new FileInfo(place).Length;
            if (total > TotalMaxBytes)
            {
                throw new PolicyException("policy_folder",
                    $"the policies are larger than {TotalMaxBytes >> 20} MiB at '{file.Path}'; move data that changes into registers");
            }

            files.Add(file with { Content = File.ReadAllBytes(place) });
        }

        return files;
    }

    /// <summary>
    /// SHA-256 over one line <c>hex-digest path</c> for each file but tests, sorted by path: two folders with the same files have the
    /// same digest.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <returns>Lower-case hex.</returns>
    public static string Digest(IEnumerable<PolicyFile> files)
    {
        var lines = new StringBuilder();
        foreach (var file in files.Where(file => !file.IsTest).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            lines.Append(Convert.ToHexStringLower(SHA256.HashData(file.Content.Span))).Append(' ').Append(file.Path).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }
}
