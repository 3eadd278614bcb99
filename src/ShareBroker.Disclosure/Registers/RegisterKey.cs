namespace ShareBroker.Disclosure.Registers;

/// <summary>The place of a row. Keys may name a case or a person's id, so a store keeps them only as keyed digests.</summary>
/// <param name="Register">The register, such as <c>consent</c>.</param>
/// <param name="Row">The row in it; parts are separated by U+001F, which no id may hold.</param>
public sealed record RegisterKey(string Register, string Row)
{
    /// <summary>A key of several parts.</summary>
    internal static RegisterKey Of(string register, params ReadOnlySpan<string> parts) => new(register, string.Join('\u001f', parts));
}
