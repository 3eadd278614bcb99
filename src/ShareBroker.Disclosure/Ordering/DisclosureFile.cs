using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>
/// What the broker remembers of one disclosure between two calls: who asked what, where it stands, which entries of the log belong to it.
/// Never a value of a record. A store encrypts it as a whole, since the terms say why.
/// </summary>
public sealed record DisclosureFile
{
    /// <summary>Its id.</summary>
    public required DisclosureId Id { get; init; }

    /// <summary>How it came about.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>The agency that called.</summary>
    public required AgencyId Caller { get; init; }

    /// <summary>The person who called.</summary>
    public required Actor Person { get; init; }

    /// <summary>SHA-256 over agency and idempotency key, hex; unique.</summary>
    public required string KeyDigest { get; init; }

    /// <summary>SHA-256 over the canonical request under its key, hex: another request under the key is an error.</summary>
    public required string RequestDigest { get; init; }

    /// <summary>What was asked.</summary>
    public required DisclosureTerms Terms { get; init; }

    /// <summary>The broker's id of the case; null when the terms name none that it knows.</summary>
    public string? CaseId { get; init; }

    /// <summary>Who receives.</summary>
    public required AgencyId Recipient { get; init; }

    /// <summary>When it was taken in; <c>request.at</c> of every decision on it.</summary>
    public required DateTimeOffset OpenTime { get; init; }

    /// <summary>Where it stands.</summary>
    public DisclosureState State { get; init; } = DisclosureState.Received;

    /// <summary>Identifier of the order entry, chosen before it is written so that it can be found after a crash.</summary>
    public required string OrderJti { get; init; }

    /// <summary>Index of the order entry; null before there is one.</summary>
    public long? OrderIndex { get; init; }

    /// <summary>When the order ends; null without one.</summary>
    public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>Identifier of the entry that answers: denial, release or referral; chosen before it is written.</summary>
    public required string AnswerJti { get; init; }

    /// <summary>Index of the entry that answers; null before there is one.</summary>
    public long? AnswerIndex { get; init; }

    /// <summary>What the requester was told; null before there is an answer.</summary>
    public ToldAnswer? Told { get; init; }

    /// <summary>What left.</summary>
    public IReadOnlyList<ReleasedPath> Released { get; init; } = [];

    /// <summary>Index of the recipient's confirmation of what it received; null before there is one.</summary>
    public long? ConfirmationIndex { get; init; }

    /// <summary>When the holder is asked next; null in a final state.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>How often the holder was asked.</summary>
    public int Attempts { get; init; }

    /// <summary>Counts the writes, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The recipient has confirmed what it received, so the release counts as an earlier receipt.</summary>
    [JsonIgnore]
    public bool IsConfirmed => ConfirmationIndex is not null;

    /// <summary>Nothing more will happen to it by itself.</summary>
    [JsonIgnore]
    public bool IsFinal => State is not (DisclosureState.Received or DisclosureState.Ordered or DisclosureState.Waiting);
}
