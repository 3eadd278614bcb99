namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>What a token of a template is.</summary>
internal enum TemplateTokenKind
{
    /// <summary>Text outside of actions.</summary>
    Text,

    /// <summary>Two braces that open an action.</summary>
    Open,

    /// <summary>Two braces that close one.</summary>
    Close,

    /// <summary>Spaces within an action.</summary>
    Space,

    /// <summary>A name of a function or a word of the language.</summary>
    Word,

    /// <summary>A point with a name.</summary>
    Field,

    /// <summary>A dollar sign, with or without a name.</summary>
    Variable,

    /// <summary>A quoted text, unquoted.</summary>
    Quoted,

    /// <summary>A number or a character.</summary>
    Number,

    /// <summary>The point alone.</summary>
    Dot,

    /// <summary>Brackets, bar, comma, = and :=.</summary>
    Mark,

    /// <summary>After the last.</summary>
    End,
}
