using ShareBroker.Receipts;

namespace ShareBroker.Disclosure.Fetching;

/// <summary>What a holder is asked for, under an order that is in the log.</summary>
public sealed record FetchOrder
{
    /// <summary>Id of the disclosure, the same in every retry.</summary>
    public required DisclosureId Disclosure { get; init; }

    /// <summary>Receipt of the order entry, without disclosures; the holder verifies it before it releases.</summary>
    public required Receipt Order { get; init; }

    /// <summary>Index of the order in the log.</summary>
    public required long OrderIndex { get; init; }

    /// <summary>The holder's own local id of the subject. It stays out of logs and errors.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The paths to release: asked and granted, with target paths in place of generalised sources. Sorted.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>When the order ends.</summary>
    public required DateTimeOffset ExpireTime { get; init; }

    /// <summary>Who receives the data, for the holder's own log.</summary>
    public required AgencyId Recipient { get; init; }

    /// <summary>Purpose of the disclosure.</summary>
    public required string Purpose { get; init; }

    /// <summary>The limits of the answer.</summary>
    public required FetchLimits Limits { get; init; }
}
