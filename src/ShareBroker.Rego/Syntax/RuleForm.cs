namespace ShareBroker.Rego.Syntax;

/// <summary>How a rule was written, where the tree means the same.</summary>
[Flags]
internal enum RuleForm
{
    None = 0,

    /// <summary>With <c>if</c> before its body.</summary>
    UsesIf = 1,

    /// <summary>Read as an expression that turned out to be a head: no body, no <c>contains</c>, no <c>default</c>.</summary>
    Bodyless = 2,

    /// <summary>A further body after the first rule's; its head stands nowhere.</summary>
    Chained = 4,

    /// <summary>An <c>else</c> whose body is one expression without braces, or absent.</summary>
    Unbraced = 8,

    /// <summary>Bodyless, and without a value.</summary>
    Valueless = 16,
}
