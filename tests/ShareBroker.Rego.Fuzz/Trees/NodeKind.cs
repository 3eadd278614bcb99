namespace ShareBroker.Rego.Fuzz.Trees;

/// <summary>What a piece of a program is, which is how it may be made smaller.</summary>
internal enum NodeKind
{
    /// <summary>A text that stays as it is.</summary>
    Text,

    /// <summary>Pieces in a row, all needed.</summary>
    Group,

    /// <summary>Pieces of which any may be left out.</summary>
    List,

    /// <summary>A piece that may be left out.</summary>
    Optional,

    /// <summary>A term: another term of it may stand in its place.</summary>
    Term,

    /// <summary>A statement of a body: another of it, or <c>true</c>, may stand in its place.</summary>
    Expr,

    /// <summary>A JSON value of data or input.</summary>
    Json,
}
