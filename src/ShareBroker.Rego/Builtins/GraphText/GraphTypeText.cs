using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Types and values of syntax trees as GraphQL writes them.</summary>
internal static class GraphTypeText
{
    public const int Variable = 0;
    public const int Integer = 1;
    public const int Float = 2;
    public const int Text = 3;
    public const int Block = 4;
    public const int Boolean = 5;
    public const int Null = 6;
    public const int Enum = 7;
    public const int List = 8;
    public const int Object = 9;

    public static RegoObject? Node(this RegoObject node, string name) => node.Get(RegoString.Of(name)) as RegoObject;

    public static int Kind(this RegoObject value) =>
        value.Get(RegoString.Of("Kind")) is RegoNumber kind && kind.TryGetInt64(out var number) && number is >= 0 and <= Object
            ? (int)number
            : throw BuiltinException.Failed("a value of a GraphQL syntax tree has no known kind");

    /// <summary>Such as <c>[Int!]!</c>.</summary>
    public static string OfType(RegoObject? type) => type is null ? string.Empty
        : type.Node("Elem") is { } element ? $"[{OfType(element)}]{Mark(type)}"
        : type.Text("NamedType") + Mark(type);

    /// <summary>The name at the core of a type, lists taken away.</summary>
    public static string CoreOf(RegoObject? type)
    {
        while (type?.Node("Elem") is { } element)
        {
            type = element;
        }

        return type?.Text("NamedType") ?? string.Empty;
    }

    /// <summary>As messages show a value.</summary>
    public static string OfValue(RegoObject value) => value.Kind() switch
    {
        Variable => "$" + value.Text("Raw"),
        Text or Block => RegoString.Of(value.Text("Raw")).ToString(),
        List => $"[{string.Join(',', value.List("Children").Select(static child => OfMember(child)))}]",
        Object => $"{{{string.Join(',', value.List("Children").Select(static child => $"{child.Text("Name")}:{OfMember(child)}"))}}}",
        _ => value.Text("Raw"),
    };

    /// <summary>Whether what has the first type may stand where the second is wanted; the latter may be taken as nullable.</summary>
    public static bool IsCompatible(RegoObject type, RegoObject wanted, bool wantsNonNull)
    {
        var (inner, outer) = (type.Node("Elem"), wanted.Node("Elem"));
        return type.Text("NamedType") == wanted.Text("NamedType")
            && (inner is null || (outer is not null && IsCompatible(inner, outer, outer.Flag("NonNull"))))
            && (!wantsNonNull || type.Flag("NonNull"));
    }

    private static string OfMember(RegoObject child) => child.Node("Value") is { } value ? OfValue(value) : string.Empty;

    private static string Mark(RegoObject type) => type.Flag("NonNull") ? "!" : string.Empty;
}
