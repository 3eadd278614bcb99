namespace ShareBroker.Policies.Life;

/// <summary>How far a proposal has come.</summary>
public enum ProposalState
{
    /// <summary>It waits for another person's approval.</summary>
    Proposed,

    /// <summary>It is approved and can be activated.</summary>
    Approved,

    /// <summary>A time is appointed.</summary>
    Scheduled,

    /// <summary>It was activated; other policies may have followed since.</summary>
    Activated,

    /// <summary>Other policies came into force after it was made, or its time is over: it can never be activated.</summary>
    Lapsed,

    /// <summary>An officer took it back: it can never be activated.</summary>
    Withdrawn,
}
