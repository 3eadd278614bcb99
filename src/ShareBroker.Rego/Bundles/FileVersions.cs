using ShareBroker.Rego.Builtins.Patterns;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>The language of each policy of a bundle.</summary>
/// <param name="manifest">What the bundle says.</param>
internal sealed class FileVersions(RegoBundleManifest manifest)
{
    private const long StepsMax = 50_000_000;

    private readonly EvaluationMeter _meter = new(
        StepsMax, TimeSpan.FromDays(1), 1L << 28, int.MaxValue, TimeProvider.System, CancellationToken.None);

    /// <summary>Whether the policy is written in Rego v0; null when the bundle says nothing of it.</summary>
    /// <exception cref="RegoBundleException">The version is unknown, a glob is not sound, or two disagree.</exception>
    public bool? IsV0(RegoBundleFile file)
    {
        var path = file.Written ?? "/" + file.Path;
        try
        {
            var versions = manifest.FileRegoVersions.Where(entry => IsMatch(entry.Key, path)).Select(static entry => entry.Value)
                .Distinct().ToList();
            return versions.Count > 1
                ? throw RegoBundleManifest.Problem($"'file_rego_versions' gives '{path}' two versions")
                : (versions.Count == 1 ? versions[0] : manifest.RegoVersion) switch
                {
                    null => null,
                    0 => true,
                    1 => false,
                    var unknown => throw RegoBundleManifest.Problem($"unknown bundle rego-version {unknown} for file '{path}'"),
                };
        }
        catch (BudgetExceededException fault)
        {
            throw new RegoBundleException("bundle_too_large", "'file_rego_versions' of the bundle's '.manifest' is too long", fault);
        }
    }

    private bool IsMatch(string glob, string path)
    {
        try
        {
            return Pattern.Of("0:" + glob, _meter, () => GlobParser.Parse(glob, string.Empty)).IsMatch(path, _meter);
        }
        catch (PatternSyntaxException fault)
        {
            throw RegoBundleManifest.Problem($"failed to compile glob pattern {glob}: {fault.Message}");
        }
    }
}
