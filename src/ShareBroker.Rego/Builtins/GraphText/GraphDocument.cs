using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>A syntax tree, and where its nodes stand in the text that it was read from; a tree made by a policy has no places.</summary>
internal sealed record GraphDocument(RegoObject Tree, IReadOnlyDictionary<RegoObject, (int Line, int Column)> Places)
{
    private static readonly Dictionary<RegoObject, (int Line, int Column)> Nowhere = [];

    public static GraphDocument Of(RegoObject tree) => new(tree, Nowhere);
}
