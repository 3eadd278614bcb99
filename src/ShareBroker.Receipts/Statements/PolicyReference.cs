using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>The bundle that decided, so that the decision can be run again.</summary>
/// <param name="Revision">The bundle's revision.</param>
/// <param name="Sha256">SHA-256 of the bundle, lower-case hex.</param>
/// <param name="Leaf">The index of its activation entry, below the index of the statement that names it.</param>
public sealed record PolicyReference(string Revision, string Sha256, long Leaf)
{
    internal JsonObject ToJson() => new() { ["rev"] = Revision, ["sha256"] = Sha256, ["leaf"] = Leaf };
}
