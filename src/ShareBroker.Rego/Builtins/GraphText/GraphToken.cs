namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>One token: its kind as messages name it (a punctuator names itself), its text, where it stands.</summary>
internal readonly record struct GraphToken(string Kind, string Value, int Line, int Column)
{
    public const string Invalid = "<Invalid>";
    public const string End = "<EOF>";
    public const string Name = "Name";
    public const string Integer = "Int";
    public const string Float = "Float";
    public const string Text = "String";
    public const string Block = "BlockString";

    /// <summary>As messages about a token that must not stand here name it.</summary>
    public override string ToString() => Value.Length == 0 ? Kind : $"{Kind} \"{Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public bool IsName(string word) => Kind == Name && Value == word;
}
