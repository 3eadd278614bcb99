using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Questions about the kind of a value.</summary>
internal static class TypeFamily
{
    private static readonly RegoString[] Names =
        [.. Enum.GetValues<RegoKind>().Select(static kind => RegoString.Of(OperandKinds.NameOf(kind)))];

    public static IEnumerable<Builtin> All =>
    [
        .. Enum.GetValues<RegoKind>().Select(static kind =>
            Builtin.Of("is_" + OperandKinds.NameOf(kind), "any -> boolean", (_, a) => RegoBoolean.Of(a[0].Kind == kind))),
        Builtin.Of("type_name", "any -> string", static (_, a) => Names[(int)a[0].Kind]),
    ];
}
