namespace ShareBroker.Rego;

/// <summary>Which grammar a policy text is read in and written for.</summary>
public sealed record RegoFormatOptions
{
    /// <summary>Rego v1, read and written; the result is checked.</summary>
    public static RegoFormatOptions Default { get; } = new();

    /// <summary>The text is in the language of before OPA 1.0, and stays in it unless <see cref="ForBothVersions"/> is set.</summary>
    public bool ModulesAreV0 { get; init; }

    /// <summary>Write what both grammars read: with <c>import rego.v1</c>, <c>if</c> and <c>contains</c>.</summary>
    public bool ForBothVersions { get; init; }

    /// <summary>Leave out the imports <c>rego.v1</c> and <c>future.keywords</c> where v1 is written, which needs none of them.</summary>
    public bool DropsOldImports { get; init; }

    /// <summary>
    /// Read the result again and compare what it means with the original. Without it the result is what OPA 1.4.2 writes, which in rare
    /// cases cannot be read or means something else.
    /// </summary>
    public bool ChecksResult { get; init; } = true;
}
