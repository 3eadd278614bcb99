namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>What is wrong with a schema, in the words that OPA uses.</summary>
internal static class SchemaFaults
{
    public static BuiltinException InvalidType(string expected, string given) =>
        BuiltinException.Failed($"Invalid type. Expected: {expected}, given: {given}");

    public static BuiltinException MustBeOfA(string keyword, string type) => BuiltinException.Failed($"{keyword} must be of a {type}");

    public static BuiltinException MustBeOfAn(string keyword, string type) => BuiltinException.Failed($"{keyword} must be of an {type}");

    public static BuiltinException MustBeOfType(string keyword, string type) =>
        BuiltinException.Failed($"{keyword} must be of type {type}");

    public static BuiltinException CannotBeGreater(string keyword, string other) =>
        BuiltinException.Failed($"{keyword} cannot be greater than {other}");

    public static BuiltinException MustBeUnique(string keyword) => BuiltinException.Failed($"{keyword} items must be unique");

    public static BuiltinException CannotBeUsedWithout(string keyword, string other) =>
        BuiltinException.Failed($"{keyword} cannot be used without {other}");
}
