namespace ShareBroker.Policies;

/// <summary>What happens to one field, from the mildest to the strictest: of several actions the greatest wins.</summary>
public enum FieldActionKind
{
    /// <summary>As held.</summary>
    Disclose,

    /// <summary>Reduced to a coarser value by a scheme.</summary>
    Generalise,

    /// <summary>Characters of an identifier hidden.</summary>
    Mask,

    /// <summary>Replaced by a code that works for one receiver.</summary>
    Pseudonymise,

    /// <summary>Counted with others.</summary>
    Aggregate,

    /// <summary>Not shared.</summary>
    Withhold,
}
