namespace ShareBroker.Rego.Evaluation;

/// <summary>The six comparisons.</summary>
internal enum ComparisonKind : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
