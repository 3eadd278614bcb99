using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Typesetting;

/// <summary>The imports that the written text keeps: keywords need none where <c>rego.v1</c> or the grammar itself gives them.</summary>
internal static class ImportEdits
{
    public static IReadOnlyList<Import> Apply(IReadOnlyList<Import> imports, KeywordForms forms, LayoutOptions options)
    {
        if (options is { Written: RegoVersion.V1, ForBoth: false, DropOldImports: true })
        {
            return [.. imports.Where(static import => !KeywordForms.IsV1Import(import) && !IsOld(import))];
        }

        if (options.ForBoth && !forms.ImportsV1)
        {
            var place = new Location(string.Empty, 1, 1, 0);
            imports = [.. imports, new Import(place, "rego", [new Term.Constant(place, RegoString.Of("v1"))], null)];
        }

        return options.ForBoth || forms.ImportsV1 ? [.. imports.Where(static import => !IsOld(import))] : imports;
    }

    // `and`, `or` and `not` are younger than v1: they are needed there too.
    private static bool IsOld(Import import) => KeywordForms.IsAllKeywords(import)
        || KeywordForms.KeywordOf(import) is not (null or "and" or "or" or "not");
}
