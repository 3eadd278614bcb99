using System.Collections.Frozen;
using System.Text.Json;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>
/// The schemes of <c>generalise</c>. Each is a pure function of the value and the day of the request, with a version that stands in
/// receipts: a change in what a scheme answers is a new version. A value outside the closed set of a scheme has no result.
/// </summary>
internal static class Schemes
{
    private static readonly FrozenDictionary<string, Scheme> Known = new Dictionary<string, Scheme>(StringComparer.Ordinal)
    {
        ["age_band"] = new(1, IsComputed: true, AgeSchemes.AgeBand),
        ["minor_adult"] = new(1, IsComputed: true, AgeSchemes.MinorAdult),
        ["month"] = new(1, IsComputed: true, static (source, _) => AgeSchemes.Month(source)),
        ["municipality"] = new(1, IsComputed: false, static (source, _) => CodedSchemes.Municipality(source)),
        ["need_flag"] = new(1, IsComputed: false, static (source, _) => CodedSchemes.NeedFlag(source)),
        ["service_type"] = new(1, IsComputed: false, static (source, _) => CodedSchemes.ServiceType(source)),
        ["level3"] = new(1, IsComputed: false, static (source, _) => CodedSchemes.Level3(source)),
        ["present_absent"] = new(1, IsComputed: false, static (source, _) => CodedSchemes.PresentAbsent(source)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The scheme works on the path itself and not on a coarser path of the record.</summary>
    public static bool IsComputed(string scheme) => Known.TryGetValue(scheme, out var known) && known.IsComputed;

    /// <summary>The name with its version, as receipts quote it; the bare name for a scheme that nobody knows.</summary>
    public static string Versioned(string scheme) => Known.TryGetValue(scheme, out var known) ? $"{scheme}/{known.Version}" : scheme;

    /// <summary>The coarser value; null when the scheme is unknown or the value is outside its closed set.</summary>
    public static JsonElement? Apply(string scheme, JsonElement source, DateOnly day) =>
        Known.TryGetValue(scheme, out var known) ? known.Apply(source, day) : null;

    private sealed record Scheme(int Version, bool IsComputed, Func<JsonElement, DateOnly, JsonElement?> Apply);
}
