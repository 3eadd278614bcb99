namespace ShareBroker.Rego.Tooling;

/// <summary>What is to be learnt from an evaluation beside its result.</summary>
public sealed record TraceWishes
{
    /// <summary>The steps.</summary>
    public TraceDetail Detail { get; init; }

    /// <summary>The values of variables at each step; costs much.</summary>
    public bool Variables { get; init; }

    /// <summary>The lines that were reached.</summary>
    public bool Coverage { get; init; }

    /// <summary>The time that each line took.</summary>
    public bool Profile { get; init; }

    /// <summary>Whether anything is wished at all.</summary>
    public bool IsAny => Detail != TraceDetail.Off || Coverage || Profile;
}
