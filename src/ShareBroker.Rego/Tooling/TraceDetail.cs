namespace ShareBroker.Rego.Tooling;

/// <summary>Which steps of an evaluation are kept.</summary>
public enum TraceDetail
{
    /// <summary>None.</summary>
    Off,

    /// <summary>What <c>trace</c> said, and the rules that led to it.</summary>
    Notes,

    /// <summary>Expressions that failed, and the rules that led to them.</summary>
    Fails,

    /// <summary>Notes and fails together.</summary>
    NotesAndFails,

    /// <summary>Everything but unifications.</summary>
    Full,

    /// <summary>Everything.</summary>
    Debug,
}
