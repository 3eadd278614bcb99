using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>A <c># METADATA</c> comment block.</summary>
/// <param name="Location">Where the word METADATA stands.</param>
/// <param name="Yaml">The lines below it, without the comment signs.</param>
/// <param name="EndRow">The row of its last line.</param>
internal sealed record Annotation(Location Location, string Yaml, int EndRow)
{
    public const string RuleScope = "rule";
    public const string DocumentScope = "document";
    public const string PackageScope = "package";
    public const string SubpackagesScope = "subpackages";

    /// <summary>What it holds for: one of the four scopes.</summary>
    public string Scope { get; init; } = string.Empty;

    public bool IsEntrypoint { get; init; }

    public IReadOnlyList<SchemaAnnotation> Schemas { get; init; } = [];

    /// <summary>What <c>rego.metadata.rule</c> gives, but for the scope.</summary>
    public RegoObject Fields { get; init; } = RegoObject.Empty;

    /// <summary>The rule it stands before; null for one before a package.</summary>
    public Rule? Target { get; init; }

    /// <summary>Whether it stands before the package statement.</summary>
    public bool IsPackage { get; init; }

    /// <summary>What <c>rego.metadata.rule</c> gives.</summary>
    public RegoObject Value
    {
        get
        {
            var value = new RegoObject.Builder().Set(RegoString.Of("scope"), RegoString.Of(Scope));
            for (var i = 0; i < Fields.Count; i++)
            {
                value.Set(Fields.KeyAt(i), Fields.ValueAt(i));
            }

            return value.Build();
        }
    }
}
