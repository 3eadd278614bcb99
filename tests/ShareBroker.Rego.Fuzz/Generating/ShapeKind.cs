namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Kinds of values a generated term is wanted to have.</summary>
internal enum ShapeKind
{
    Null,
    Flag,
    Number,
    Text,
    List,
    Map,
    Bag,
    Any,
}
