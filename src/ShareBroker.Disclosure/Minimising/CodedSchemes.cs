using System.Collections.Frozen;
using System.Text.Json;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>
/// Schemes over codes: the holder's own coarse value goes out when it is one of the closed set, and nothing else does. Nothing is ever
/// derived from free text.
/// </summary>
internal static class CodedSchemes
{
    private const int MunicipalityLengthMax = 80;

    private static readonly FrozenSet<string> ServiceTypes = FrozenSet.Create(
        StringComparer.Ordinal,
        "housing", "education", "work", "family_support", "child_protection", "mental_health", "addiction", "physical_health", "coaching",
        "psychological_therapy", "faith_guidance", "exit_programme", "victim_help", "legal_aid", "money");

    private static readonly FrozenSet<string> Levels = FrozenSet.Create(StringComparer.Ordinal, "low", "medium", "high");

    /// <summary>
    /// The name of a municipality: letters, spaces and the few marks that occur in names; never a number, so never an address.
    /// </summary>
    public static JsonElement? Municipality(JsonElement source) =>
        TextOf(source) is { Length: > 0 and <= MunicipalityLengthMax } name && char.IsLetter(name[0]) && name.All(IsOfName) ? source : null;

    /// <summary>A flag, or the types of service that stand for a need.</summary>
    public static JsonElement? NeedFlag(JsonElement source) =>
        source.ValueKind is JsonValueKind.True or JsonValueKind.False ? source : ServiceType(source);

    /// <summary>One or several types of service.</summary>
    public static JsonElement? ServiceType(JsonElement source) => source.ValueKind switch
    {
        JsonValueKind.String when IsOneOf(source, ServiceTypes) => source,
        JsonValueKind.Array when source.EnumerateArray().All(static item => IsOneOf(item, ServiceTypes)) => source,
        _ => null,
    };

    /// <summary>Low, medium or high; an imminent risk counts as high.</summary>
    public static JsonElement? Level3(JsonElement source)
    {
        if (TextOf(source) == "imminent")
        {
            return JsonText.Of("high");
        }

        return IsOneOf(source, Levels) ? source : null;
    }

    /// <summary>Whether there is something.</summary>
    public static JsonElement? PresentAbsent(JsonElement source) => source.ValueKind switch
    {
        JsonValueKind.True => JsonText.Of("present"),
        JsonValueKind.False => JsonText.Of("absent"),
        JsonValueKind.String when source.ValueEquals("present") || source.ValueEquals("absent") => source,
        _ => null,
    };

    private static string? TextOf(JsonElement source) => source.ValueKind == JsonValueKind.String ? source.GetString() : null;

    private static bool IsOneOf(JsonElement item, FrozenSet<string> set) => TextOf(item) is { } word && set.Contains(word);

    private static bool IsOfName(char letter) => char.IsLetter(letter) || letter is ' ' or '-' or '\'' or '’' or '.';
}
