namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>Places between code points that a pattern can ask for.</summary>
internal enum PatternPlace
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}
