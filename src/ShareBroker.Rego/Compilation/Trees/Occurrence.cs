namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>How a variable first came up in a scope.</summary>
internal enum Occurrence
{
    New,
    Parameter,
    Seen,
    Assigned,
    Declared,
}
