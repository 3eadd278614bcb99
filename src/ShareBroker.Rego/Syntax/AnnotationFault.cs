namespace ShareBroker.Rego.Syntax;

/// <summary>An annotation that cannot be read.</summary>
internal sealed class AnnotationFault(string message, int line) : Exception(message)
{
    /// <summary>The line within the block, from 1; 0 when the block as a whole is meant, -1 when its first line is.</summary>
    public int Line => line;
}
