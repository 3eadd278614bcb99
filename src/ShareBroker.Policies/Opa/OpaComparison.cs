using System.Text;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Opa;

/// <summary>
/// Whether an OPA server serves exactly the policies in force here: the same revision, every rule file with the same text and no other,
/// every document of the data the same. A revision alone is a claim; texts and data are what decides.
/// </summary>
internal sealed class OpaComparison
{
    private readonly RegoObject _data;
    private readonly string _revision;
    private readonly Dictionary<string, bool> _wanted;

    public OpaComparison(PolicySet policies)
    {
        _data = policies.Data;
        _revision = policies.Revision;
        _wanted = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var file in policies.Files.Where(static file => file.IsModule))
        {
            // A unit test may be there or not; it decides nothing.
            var text = Encoding.UTF8.GetString(file.Content.Span);
            _wanted[text] = !file.IsTest || _wanted.GetValueOrDefault(text);
        }
    }

    /// <summary>Compares everything.</summary>
    /// <returns>The bundles that the server names, to be found again in each of its answers, and its version.</returns>
    /// <exception cref="OpaFault">Something differs (<c>opa_policies</c>), or the server gave no usable answer.</exception>
    public async Task<(RegoValue Bundles, string Version)> RunAsync(OpaWire wire, OpaOptions options, CancellationToken cancellationToken)
    {
        Task<RegoValue> Get(string path) => wire.GetAsync(path, options.PolicyBytesMax, options.CheckTimeMax, cancellationToken);

        CompareModules(await Get("v1/policies"));
        (RegoValue Bundles, string Version)? named = null;
        for (var index = 0; index < _data.Count; index++)
        {
            var root = ((RegoString)_data.KeyAt(index)).Value;
            var answer = await Get($"v1/data/{Uri.EscapeDataString(root)}?provenance=true");
            Demand(_data.ValueAt(index).Equals(Member(answer, "result")));
            named = (BundlesOf(answer), Member(Member(answer, "provenance"), "version") is RegoString version ? version.Value : "unknown");
        }

        Demand(named is not null && NamesRevision(named.Value.Bundles));
        return named!.Value;
    }

    /// <summary>The bundles an answer says it was made from.</summary>
    /// <exception cref="OpaFault">It names none, as a server that was not given a bundle.</exception>
    public static RegoValue BundlesOf(RegoValue answer) =>
        Member(Member(answer, "provenance"), "bundles") as RegoObject ?? throw new OpaFault(OpaFault.Policies);

    /// <summary>A member of an object; null where there is none.</summary>
    public static RegoValue? Member(RegoValue? value, string name) => (value as RegoObject)?.Get(RegoString.Of(name));

    private bool NamesRevision(RegoValue bundles)
    {
        var named = (RegoObject)bundles;
        for (var index = 0; index < named.Count; index++)
        {
            if (Member(named.ValueAt(index), "revision") is RegoString revision && revision.Value == _revision)
            {
                return true;
            }
        }

        return false;
    }

    private void CompareModules(RegoValue answer)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var modules = Member(answer, "result") as RegoArray ?? throw new OpaFault(OpaFault.Answer);
        foreach (var module in modules.Items)
        {
            var raw = Member(module, "raw") as RegoString ?? throw new OpaFault(OpaFault.Answer);
            Demand(_wanted.ContainsKey(raw.Value));
            seen.Add(raw.Value);
        }

        Demand(_wanted.Where(static text => text.Value).All(text => seen.Contains(text.Key)));
    }

    private static void Demand(bool same)
    {
        if (!same)
        {
            throw new OpaFault(OpaFault.Policies);
        }
    }
}
