using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>What a text is laid out for.</summary>
/// <param name="Read">The grammar it is read with.</param>
/// <param name="Written">The grammar it is written for.</param>
/// <param name="ForBoth">Written so that both grammars read it.</param>
/// <param name="DropOldImports">Leave out imports that v1 does not need.</param>
/// <param name="Careful">Keep what the usual layout would lose: parentheses, the text of strings, and comments that crowd.</param>
internal sealed record LayoutOptions(RegoVersion Read, RegoVersion Written, bool ForBoth, bool DropOldImports, bool Careful)
{
    /// <summary>Whether every rule is written as v1 asks.</summary>
    public bool IsV1 => Written == RegoVersion.V1 || ForBoth;
}
