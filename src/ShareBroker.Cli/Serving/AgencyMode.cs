namespace ShareBroker.Cli.Serving;

/// <summary>How the demo agency behaves: well, or in one of the ways that a broker has to stand.</summary>
internal enum AgencyMode
{
    /// <summary>Verifies the order and releases.</summary>
    Normal,

    /// <summary>Answers nobody.</summary>
    Away,

    /// <summary>Says no.</summary>
    Decline,

    /// <summary>Says that somebody has to agree first.</summary>
    Pending,

    /// <summary>Never answers.</summary>
    Hang,

    /// <summary>Answers about another person.</summary>
    OtherPerson,

    /// <summary>Sends the whole record.</summary>
    TooMuch,

    /// <summary>Sends values that are no JSON.</summary>
    Garbage,
}
