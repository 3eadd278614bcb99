namespace ShareBroker.Client.Holding;

/// <summary>
/// An order that stands in the log and allows exactly these paths for this recipient. Made by <see cref="OrderVerifier"/> alone.
/// </summary>
public sealed record VerifiedOrder
{
    internal VerifiedOrder()
    {
    }

    /// <summary>Index of the order in the log.</summary>
    public required long Index { get; init; }

    /// <summary>Id of the disclosure, the same in every retry.</summary>
    public required string DisclosureId { get; init; }

    /// <summary>The holder's own local id of the subject.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Paths to release, each granted by the order.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>
    /// The paths among <see cref="Paths"/> that the order grants in a coarser form only, with the scheme (<c>level3</c>,
    /// <c>age_band</c>, …). For a scheme that is computed (<c>age_band</c>, <c>minor_adult</c>, <c>month</c>) the value itself is sent;
    /// for any other the holder's own coded value, and what is not of the scheme's closed set is withheld by the broker.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Schemes { get; init; }

    /// <summary>Who receives.</summary>
    public required string Recipient { get; init; }

    /// <summary>For what.</summary>
    public required string Purpose { get; init; }

    /// <summary>When the order ends.</summary>
    public required DateTimeOffset ExpireTime { get; init; }
}
