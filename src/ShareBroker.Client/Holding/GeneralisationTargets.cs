using System.Collections.Frozen;

namespace ShareBroker.Client.Holding;

/// <summary>
/// The coarser path that stands for a path under a scheme of generalisation, where the scheme is not computed from the value itself. So a
/// holder knows that an order for <c>contact.address</c> reduced to the municipality asks for <c>contact.area</c> and nothing finer.
/// </summary>
public static class GeneralisationTargets
{
    private static readonly FrozenSet<string> Computed = new[] { "age_band", "minor_adult", "month" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<(string Path, string Scheme), string> Targets = new Dictionary<(string, string), string>
    {
        [("contact.address", "municipality")] = "contact.area",
        [("needs.detail", "service_type")] = "needs.service_types",
        [("health.mental.need_flag", "need_flag")] = "needs.service_types",
        [("health.addiction.need_flag", "need_flag")] = "needs.service_types",
        [("education.incidents", "present_absent")] = "education.attendance",
        [("health.mental.summary", "need_flag")] = "health.mental.need_flag",
        [("assessment.risk.factors", "level3")] = "assessment.risk.level",
    }.ToFrozenDictionary();

    /// <summary>The path that an order with this grant may ask for.</summary>
    /// <param name="path">The granted path.</param>
    /// <param name="scheme">The scheme, with or without its version.</param>
    public static string PathOf(string path, string scheme)
    {
        var name = scheme.Split('/')[0];
        return !Computed.Contains(name) && Targets.TryGetValue((path, name), out var target) ? target : path;
    }
}
