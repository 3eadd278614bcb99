namespace ShareBroker.Rego.Syntax;

/// <summary>One policy text, parsed.</summary>
internal sealed record Module(Package Package, IReadOnlyList<Import> Imports, IReadOnlyList<Rule> Rules)
{
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>The name the text was loaded under.</summary>
    public required string File { get; init; }

    public RegoVersion Version { get; init; } = RegoVersion.V1;

    /// <summary>Held to the rules of v1: written in it, or importing <c>rego.v1</c>.</summary>
    public bool IsStrict { get; init; } = true;
}
