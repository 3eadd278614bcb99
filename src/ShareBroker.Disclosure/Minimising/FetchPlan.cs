using ShareBroker.Policies;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>
/// Which path of the record an action needs: the path itself, the target path of a generalisation that is not computed, or none.
/// So a holder is never asked for the detail where the coarse value is what may be shared.
/// </summary>
internal static class FetchPlan
{
    /// <summary>The path to fetch for one grant; null when nothing is to be fetched.</summary>
    public static string? SourceOf(FieldGrant field, Vocabulary vocabulary) => field.Action switch
    {
        FieldActionKind.Disclose or FieldActionKind.Mask or FieldActionKind.Pseudonymise => field.Path,
        FieldActionKind.Generalise when field.What.Scheme is { } scheme => SourceOf(field.Path, scheme, vocabulary),
        _ => null,
    };

    /// <summary>Every path to fetch, sorted, each once.</summary>
    public static IReadOnlyList<string> PathsOf(Grant grant, Vocabulary vocabulary) =>
        [.. grant.Fields.Select(field => SourceOf(field, vocabulary)).OfType<string>().Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private static string SourceOf(string path, string scheme, Vocabulary vocabulary)
    {
        if (Schemes.IsComputed(scheme))
        {
            return path;
        }

        var entry = vocabulary.Path(path);
        return entry?.Target is { } target && string.Equals(entry.Scheme, scheme, StringComparison.Ordinal) ? target : path;
    }
}
