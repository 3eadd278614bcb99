namespace ShareBroker.Rego.Syntax;

/// <summary>What a definition adds to the document at its path.</summary>
internal enum RuleKind
{
    /// <summary><c>p := v</c>, <c>p[x].q := v</c>, <c>f(a) := v</c>: one value at the place the reference names.</summary>
    SingleValue,

    /// <summary><c>p contains v</c>: one member of the set at the place the reference names.</summary>
    MultiValue,
}
