namespace ShareBroker.Disclosure;

/// <summary>Where a disclosure stands.</summary>
public enum DisclosureState
{
    /// <summary>Taken in; not decided yet. Never leaves the broker.</summary>
    Received,

    /// <summary>Policy refused.</summary>
    Denied,

    /// <summary>Permitted and committed as an order; the holder has not been asked yet.</summary>
    Ordered,

    /// <summary>The order stands and the holder, or a person there, has not answered yet.</summary>
    Waiting,

    /// <summary>The minimised payload was released, or a preview was answered.</summary>
    Released,

    /// <summary>The holder declined.</summary>
    Declined,

    /// <summary>Nobody answered before the order ended.</summary>
    Expired,

    /// <summary>The holder's answer broke a limit or was about somebody else; nothing of it was used.</summary>
    RefusedAnswer,
}
