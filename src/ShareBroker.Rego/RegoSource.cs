namespace ShareBroker.Rego;

/// <summary>One policy text and the name under which errors and coverage speak of it.</summary>
/// <param name="File">A name for people, usually a relative path; nothing is read from it.</param>
/// <param name="Text">The policy as written.</param>
public sealed record RegoSource(string File, string Text)
{
    /// <summary>Whether it is written in the language of before OPA 1.0; null when the options of the compilation say so.</summary>
    public bool? IsV0 { get; init; }
}
