using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>Reads data files of bundles, which are foreign: what a YAML text may unfold to is limited by its length.</summary>
internal static class BundleData
{
    private const long FactorOfYaml = 400;

    /// <exception cref="RegoException">It is neither JSON nor YAML (<c>rego_json_error</c>), or unfolds to too much
    /// (<c>bundle_too_large</c>).</exception>
    public static RegoValue Read(RegoBundleFile file)
    {
        try
        {
            return file.Name.EndsWith(".yaml", StringComparison.Ordinal) || file.Name.EndsWith(".yml", StringComparison.Ordinal)
                ? PolicyDocuments.ReadYaml(file.Path, file.Content.Span, (1 << 20) + (FactorOfYaml * file.Content.Length))
                : PolicyDocuments.ReadJson(file.Path, file.Content);
        }
        catch (BudgetExceededException fault)
        {
            throw new RegoBundleException("bundle_too_large", $"the bundle's '{file.Path}' unfolds to too much", fault);
        }
    }
}
