namespace ShareBroker.Rego.Builtins;

/// <summary>Functions that the compiler knows and this engine does not compute: calling one is an error.</summary>
internal static class DeclaredFamily
{
    public static IEnumerable<Builtin> All => [.. Others, .. Crypto];

    private static IEnumerable<Builtin> Others =>
    [
        Builtin.Declared("strings.render_template", "string, object[string: any] -> string"),
        Builtin.Nondeterministic("http.send", "object[string: any] -> object[any: any]", null),
        Builtin.Declared("rego.parse_module", "string, string -> object[string: any]"),
        // The compiler puts values in their place; only queries, which have no annotations, still call them.
        Builtin.Of("rego.metadata.chain", "-> array[any]", static (_, _) => null),
        Builtin.Of("rego.metadata.rule", "-> any", static (_, _) => null),
        Builtin.Nondeterministic("opa.runtime", "-> object[string: any]", null),
        Builtin.Declared("trace", "string -> boolean"),
        Builtin.Declared("print", "-> any", variadic: true),
        Builtin.Declared("internal.print", "array[set[any]] -> any"),
        Builtin.Declared("internal.test_case", "array[any] -> any"),
    ];

    private static IEnumerable<Builtin> Crypto =>
    [
        Builtin.Declared("crypto.x509.parse_certificates", "string -> array[object[string: any]]"),
        Builtin.Declared("crypto.x509.parse_and_verify_certificates", "string -> array<boolean, array[object[string: any]]>"),
        Builtin.Declared(
            "crypto.x509.parse_and_verify_certificates_with_options",
            "string, object[string: any] -> array<boolean, array[object[string: any]]>"),
        Builtin.Declared("crypto.x509.parse_certificate_request", "string -> object[string: any]"),
        Builtin.Declared("crypto.x509.parse_rsa_private_key", "string -> object[string: any]"),
        Builtin.Declared("crypto.x509.parse_keypair", "string, string -> object[string: any]"),
        Builtin.Declared("crypto.parse_private_keys", "string -> array[object[string: any]]"),
    ];
}
