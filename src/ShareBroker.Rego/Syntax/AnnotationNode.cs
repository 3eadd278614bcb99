using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>A part of an annotation's YAML: a value, with what messages need to know of how it was written.</summary>
/// <param name="Value">The value; a mapping's keys are strings, in the order of the text in <paramref name="Entries"/>.</param>
/// <param name="Line">The line within the block, from 1.</param>
/// <param name="Tag">What messages call it: <c>!!str</c>, <c>!!seq</c>.</param>
/// <param name="Text">A scalar as written.</param>
/// <param name="Items">The parts of a sequence; null for others.</param>
/// <param name="Entries">The parts of a mapping; null for others.</param>
internal sealed record AnnotationNode(
    RegoValue Value,
    int Line,
    string Tag,
    string Text,
    IReadOnlyList<AnnotationNode>? Items,
    IReadOnlyList<KeyValuePair<string, AnnotationNode>>? Entries)
{
    public AnnotationNode? this[string key] => Entries?.LastOrDefault(entry => entry.Key == key).Value;

    public bool IsNull => Value is RegoNull;

    public bool IsScalar => Items is null && Entries is null;
}
