namespace ShareBroker.Policies.Diffing;

/// <summary>What a change means for somebody who asks.</summary>
public enum DifferenceKind
{
    /// <summary>Nothing was given, something would be.</summary>
    Permitted,

    /// <summary>Something was given, nothing would be.</summary>
    Denied,

    /// <summary>More of the value would be given.</summary>
    Widened,

    /// <summary>Less of the value would be given.</summary>
    Narrowed,
}
