using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>A <c># METADATA</c> comment block.</summary>
/// <param name="Location">Where the word METADATA stands.</param>
/// <param name="Yaml">The lines below it, without the comment signs.</param>
/// <param name="EndRow">The row of its last line; it belongs to what begins on the next rows.</param>
internal sealed record Annotation(Location Location, string Yaml, int EndRow)
{
    /// <summary>The rule it stands before; null for one before a package or an import.</summary>
    public Rule? Target { get; init; }

    /// <summary>Whether it stands before the package statement.</summary>
    public bool IsPackage { get; init; }
}
