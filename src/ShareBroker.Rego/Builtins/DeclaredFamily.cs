using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Functions that the compiler knows and this engine does not compute: calling one is an error.</summary>
internal static class DeclaredFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Nondeterministic("http.send", "object[string: any] -> object[any: any]", null),
        // The compiler puts values in their place; only queries, which have no annotations, still call them.
        Builtin.Of("rego.metadata.chain", "-> array[any]", static (_, _) => null),
        Builtin.Of("rego.metadata.rule", "-> any", static (_, _) => null),
        Builtin.Nondeterministic("opa.runtime", "-> object[string: any]", null),
        // Whoever traces is told; for all others a note is true.
        Builtin.Of("trace", "string -> boolean", static (_, _) => RegoBoolean.True),
        Builtin.Declared("print", "-> any", variadic: true),
        Builtin.Declared("internal.print", "array[set[any]] -> any"),
        Builtin.Declared("internal.test_case", "array[any] -> any"),
    ];
}
