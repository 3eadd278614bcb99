using System.Collections.Frozen;

namespace ShareBroker.Rego.Builtins;

/// <summary>Every function that a policy may call without defining it, by name.</summary>
internal static class BuiltinRegistry
{
    private static readonly IEnumerable<Builtin>[] Families =
    [
        ComparisonFamily.All,
        NumberFamily.All,
        BitFamily.All,
        AggregateFamily.All,
        ArrayFamily.All,
        SetFamily.All,
        ObjectFamily.All,
        TextFamily.All,
        TextSearchFamily.All,
        TypeFamily.All,
        CastFamily.All,
        EncodingFamily.All,
        JsonTextFamily.All,
        JsonFilterFamily.All,
        JsonPatchFamily.All,
        DigestFamily.All,
        UuidFamily.All,
        SemverFamily.All,
        UnitFamily.All,
        GraphFamily.All,
        PatternFamily.All,
        GlobFamily.All,
        FormatFamily.All,
        TimeFamily.All,
        YamlFamily.All,
        NetworkFamily.All,
        UriFamily.All,
        TokenFamily.All,
        GraphqlFamily.All,
        CloudFamily.All,
        SchemaFamily.All,
        CertificateFamily.All,
        TemplateFamily.All,
        ModuleFamily.All,
        DeclaredFamily.All,
    ];

    /// <summary>The functions by name. The same name never stands in two families.</summary>
    public static FrozenDictionary<string, Builtin> All { get; } =
        Families.SelectMany(static family => family).ToFrozenDictionary(static builtin => builtin.Signature.Name, StringComparer.Ordinal);
}
