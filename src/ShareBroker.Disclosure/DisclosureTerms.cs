namespace ShareBroker.Disclosure;

/// <summary>
/// What is asked, of whom and why, as the message has it. Words of the vocabulary are plain strings here: policy judges them, and an
/// unknown one is a denial with a receipt, never a parse error.
/// </summary>
public sealed record DisclosureTerms
{
    /// <summary>The caller's own local id of the subject, or the broker's case id; empty where no person is concerned.</summary>
    public required string CaseId { get; init; }

    /// <summary>Agency that holds the record.</summary>
    public required string HolderAgencyId { get; init; }

    /// <summary>Regime whose rules apply.</summary>
    public required string Regime { get; init; }

    /// <summary>Forum type, or <c>bilateral</c>.</summary>
    public required string Forum { get; init; }

    /// <summary>Instance of the forum; empty for <c>bilateral</c>.</summary>
    public string ForumInstanceId { get; init; } = "";

    /// <summary>Meeting of the instance; empty outside a meeting.</summary>
    public string MeetingId { get; init; } = "";

    /// <summary>One leaf purpose.</summary>
    public required string Purpose { get; init; }

    /// <summary>Codes of the legal bases that the requester names.</summary>
    public IReadOnlyList<string> LegalBasis { get; init; } = [];

    /// <summary>Why the request is made. Text about a person: it stays out of logs, errors and open statements.</summary>
    public required string Why { get; init; }

    /// <summary>The fields asked for, in the order in which the receipt lists them.</summary>
    public IReadOnlyList<RequestedField> Fields { get; init; } = [];

    /// <summary>Asks for the emergency route.</summary>
    public bool Emergency { get; init; }

    /// <summary>Who receives; null when the requester does.</summary>
    public TermsRecipient? Recipient { get; init; }

    /// <summary>The why names the safety of a child.</summary>
    public bool WhyNamesChildSafety { get; init; }

    /// <summary>The result is meant to be joined with data under a pseudonym.</summary>
    public bool JoinsPseudonym { get; init; }

    /// <summary>For purposes of knowledge: the smallest group that the aggregation would show; zero when none is named.</summary>
    public long SmallestCell { get; init; }
}
