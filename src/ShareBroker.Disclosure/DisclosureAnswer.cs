using ShareBroker.Policies;
using ShareBroker.Receipts;

namespace ShareBroker.Disclosure;

/// <summary>An answer, whatever it came to. It leaves the broker only after the entry behind its receipt is durable.</summary>
public sealed record DisclosureAnswer
{
    /// <summary>Id of the disclosure.</summary>
    public required DisclosureId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required DisclosureState State { get; init; }

    /// <summary>What was decided.</summary>
    public required Effect Effect { get; init; }

    /// <summary>Reasons as far as the requester's standing lets it know them, sorted by code.</summary>
    public required IReadOnlyList<ReasonGiven> Reasons { get; init; }

    /// <summary>One outcome for each requested field, in request order; empty on a denial.</summary>
    public required IReadOnlyList<FieldOutcome> Fields { get; init; }

    /// <summary>Duties that come with the answer, sorted by id.</summary>
    public required IReadOnlyList<ObligationGiven> Obligations { get; init; }

    /// <summary>
    /// The minimised record as canonical JSON, one object from path to value; null unless it was released to this caller.
    /// </summary>
    public ReadOnlyMemory<byte>? Payload { get; init; }

    /// <summary>The receipt with the disclosures that the caller may hold; that of the order while it waits.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Index of the receipt's entry in the log.</summary>
    public required long ReceiptIndex { get; init; }

    /// <summary>When the order ends; null where there is none.</summary>
    public DateTimeOffset? ExpireTime { get; init; }
}
