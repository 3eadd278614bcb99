namespace ShareBroker.Rego.Text;

/// <summary>One fault of a policy text or of its evaluation.</summary>
/// <param name="Code">A stable word, such as <c>rego_parse_error</c> or <c>rego_unsafe_var_error</c>.</param>
/// <param name="Message">What is wrong, without place and code; never holds input or data.</param>
/// <param name="Location">Where in the policy text.</param>
public sealed record RegoError(string Code, string Message, Location Location)
{
    /// <summary><c>file:row: code: message</c>, the line a person reads.</summary>
    /// <returns>Place, code and message, joined by colons.</returns>
    public override string ToString() => $"{Location}: {Code}: {Message}";
}
