using System.Text;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Packs;

/// <summary>A folder of policies, read, compiled and ready to be asked. Immutable.</summary>
public sealed class PolicySet
{
    private PolicySet(IReadOnlyList<PolicyFile> files, RegoObject data, RegoPolicy compiled, Vocabulary vocabulary)
    {
        Files = files;
        Data = data;
        Compiled = compiled;
        Vocabulary = vocabulary;
        Sha256 = PolicyFolder.Digest(files);
        Revision = ReadRevision(files);
        Regimes = vocabulary.RegimesWithPack;
    }

    /// <summary>The files that were read, sorted by path.</summary>
    public IReadOnlyList<PolicyFile> Files { get; }

    /// <summary>The merged data.</summary>
    public RegoObject Data { get; }

    /// <summary>The compiled rules, without tests.</summary>
    public RegoPolicy Compiled { get; }

    /// <summary>The words.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Revision of the manifest.</summary>
    public string Revision { get; }

    /// <summary>Digest as <see cref="PolicyFolder.Digest"/> makes it.</summary>
    public string Sha256 { get; }

    /// <summary>Regimes that have a pack, sorted.</summary>
    public IReadOnlyList<string> Regimes { get; }

    /// <summary>Reads and compiles a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="PolicyException">The folder, a data file or a rule is not usable; all compile errors at once.</exception>
    public static PolicySet Load(string directory) => FromFiles(PolicyFolder.Read(directory));

    /// <summary>Compiles files that are in memory.</summary>
    /// <param name="files">The files.</param>
    /// <exception cref="PolicyException">A data file or a rule is not usable; all compile errors at once.</exception>
    public static PolicySet FromFiles(IReadOnlyList<PolicyFile> files)
    {
        // Rules compile without the data: two cores read both in the time of the rules.
        var compiling = Task.Run(() => Compile(files.Where(file => file.IsModule && !file.IsTest), RegoObject.Empty));
        var data = PolicyData.Merge(files);
        return new PolicySet(files, data, compiling.GetAwaiter().GetResult().WithData(data), Vocabulary.Read(data));
    }

    /// <summary>The same rules and data with the unit tests beside them.</summary>
    /// <exception cref="PolicyException">A test does not compile.</exception>
    public RegoPolicy CompileWithTests() => Compile(Files.Where(file => file.IsModule), Data);

    private static RegoPolicy Compile(IEnumerable<PolicyFile> modules, RegoObject data)
    {
        try
        {
            return RegoPolicy.Compile(modules.Select(file => new RegoSource(file.Path, Encoding.UTF8.GetString(file.Content.Span))), data);
        }
        catch (RegoException fault)
        {
            var places = fault.Errors.Select(error => error.ToString());
            throw new PolicyException("policy_compile", "the policies do not compile: " + string.Join("; ", places), fault);
        }
    }

    private static string ReadRevision(IReadOnlyList<PolicyFile> files)
    {
        var manifest = files.FirstOrDefault(file => file.IsManifest);
        return manifest is not null
            && RegoJson.Parse(manifest.Content.Span, JsonLimits.Trusted) is RegoObject content
            && content.Get(RegoString.Of("revision")) is RegoString revision
            ? revision.Value
            : throw new PolicyException("policy_folder", "the policies have no '.manifest' with a 'revision'; add one");
    }
}
