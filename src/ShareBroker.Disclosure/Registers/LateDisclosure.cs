namespace ShareBroker.Disclosure.Registers;

/// <summary>A disclosure made outside the broker, by telephone or before it existed.</summary>
public sealed record LateDisclosure
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Agency that received.</summary>
    public required AgencyId Recipient { get; init; }

    /// <summary>Agency that gave.</summary>
    public required AgencyId Holder { get; init; }

    /// <summary>Purpose.</summary>
    public required string Purpose { get; init; }

    /// <summary>Paths that were given.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Id that earlier receipts are quoted by; empty for one made by the broker.</summary>
    public string ReceiptId { get; init; } = "";

    /// <summary>The values have changed since.</summary>
    public bool ChangedSince { get; init; }
}
