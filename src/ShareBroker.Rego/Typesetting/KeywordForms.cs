using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>Which of the younger keywords a module's layout uses, and which names are keywords in it.</summary>
/// <param name="UsesIf">Rules are written with <c>if</c>.</param>
/// <param name="UsesContains">Sets are written with <c>contains</c>.</param>
/// <param name="IsV1">Every keyword of v1 is one.</param>
/// <param name="ImportsV1">The module imports <c>rego.v1</c>.</param>
/// <param name="Imported">The keywords it imports by name.</param>
internal sealed record KeywordForms(bool UsesIf, bool UsesContains, bool IsV1, bool ImportsV1, IReadOnlySet<string> Imported)
{
    public static KeywordForms Of(Module module, LayoutOptions options)
    {
        var imported = module.Imports.Select(KeywordOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var importsV1 = module.Imports.Any(IsV1Import);
        var all = options.IsV1 || importsV1 || module.Imports.Any(IsAllKeywords);
        return new KeywordForms(all || imported.Contains("if"), all || imported.Contains("contains"), options.IsV1, importsV1, imported);
    }

    /// <summary>The keyword of <c>import future.keywords.x</c>; null for other imports.</summary>
    public static string? KeywordOf(Import import) =>
        import is { Head: "future", Operands: [var first, var second] } && TermPrinter.Plain(first) == "keywords"
            ? TermPrinter.Plain(second) : null;

    public static bool IsAllKeywords(Import import) =>
        import is { Head: "future", Operands: [var only] } && TermPrinter.Plain(only) == "keywords";

    public static bool IsV1Import(Import import) => import is { Head: "rego", Operands: [var only] } && TermPrinter.Plain(only) == "v1";

    public static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public bool IsKeyword(string name) => TokenNames.Keywords.TryGetValue(name, out var kind)
        && (IsV1 || !TokenNames.IsOptional(kind) || Imported.Contains(name));
}
