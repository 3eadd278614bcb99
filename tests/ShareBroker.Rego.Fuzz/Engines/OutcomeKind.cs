namespace ShareBroker.Rego.Fuzz.Engines;

/// <summary>How an engine answered.</summary>
internal enum OutcomeKind
{
    /// <summary>With bindings, or with none: undefined.</summary>
    Answer,

    /// <summary>The modules were refused.</summary>
    ModuleError,

    /// <summary>The query was refused.</summary>
    QueryError,

    /// <summary>The evaluation ended in an error.</summary>
    EvaluationError,

    /// <summary>Not comparable: a limit of the harness, not of the language.</summary>
    None,

    /// <summary>The engine itself failed: an exception that is not of the library, a server that broke off, an answer that is no
    /// JSON.</summary>
    Broken,
}
