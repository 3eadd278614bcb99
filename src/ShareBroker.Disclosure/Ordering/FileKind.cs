namespace ShareBroker.Disclosure.Ordering;

/// <summary>How a disclosure came about.</summary>
public enum FileKind
{
    /// <summary>Asked for and fetched from the holder.</summary>
    Request,

    /// <summary>Brought by the holder.</summary>
    Referral,
}
