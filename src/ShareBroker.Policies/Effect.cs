namespace ShareBroker.Policies;

/// <summary>What a decision comes to.</summary>
public enum Effect
{
    /// <summary>Nothing is shared.</summary>
    Deny,

    /// <summary>The listed fields may be shared, each by its action.</summary>
    Permit,
}
