namespace ShareBroker.Rego.Text;

/// <summary>The codes that the language's reference implementation gives to faults found before evaluation.</summary>
internal static class ErrorCodes
{
    public const string Parse = "rego_parse_error";
    public const string Compile = "rego_compile_error";
    public const string UnsafeVar = "rego_unsafe_var_error";
    public const string Type = "rego_type_error";
    public const string Recursion = "rego_recursion_error";

    /// <summary>A text that can be read and not be written.</summary>
    public const string Format = "rego_format_error";
}
