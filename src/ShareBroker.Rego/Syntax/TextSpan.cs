namespace ShareBroker.Rego.Syntax;

/// <summary>From one offset of a text to before another.</summary>
internal readonly record struct TextSpan(int Start, int End)
{
    public bool IsEmpty => Start >= End;
}
