using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>What is fixed about requests of which somebody asks whether any could ever be permitted. All that is not fixed may be
/// anything the vocabulary knows.</summary>
public sealed record ProspectQuestion
{
    /// <summary>The regimes to look at; empty for every regime that has a pack.</summary>
    public IReadOnlyList<string> Regimes { get; init; } = [];

    /// <summary>Forum of the request; null when it may be any.</summary>
    public string? Forum { get; init; }

    /// <summary>Purpose of the request; null when it may be any.</summary>
    public string? Purpose { get; init; }

    /// <summary>Agency type of the requester; null when it may be any.</summary>
    public string? RequesterType { get; init; }

    /// <summary>Role of the person who asks; null when it may be any.</summary>
    public string? RequesterRole { get; init; }

    /// <summary>Agency type of the holder; null when it may be any.</summary>
    public string? HolderType { get; init; }

    /// <summary>Role of the holder's contact; null when it may be any.</summary>
    public string? HolderRole { get; init; }

    /// <summary>Agency type of the recipient, where that is not the requester.</summary>
    public string? RecipientType { get; init; }

    /// <summary>Role of the person who receives, where that is not the requester.</summary>
    public string? RecipientRole { get; init; }

    /// <summary>The recipient may be another agency than the requester; implied where its type or role is fixed.</summary>
    public bool AnyRecipient { get; init; }

    /// <summary>Paths that are asked for, all in one request; empty when anything may be.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Exactly the legal bases that are named; null when they may be any.</summary>
    public IReadOnlyList<string>? Bases { get; init; }

    /// <summary>Facts of the registers that are known.</summary>
    public IReadOnlyDictionary<string, RegoValue> Facts { get; init; } = new Dictionary<string, RegoValue>(StringComparer.Ordinal);

    /// <summary>The recipient is the requester itself.</summary>
    internal bool IsForItself => !AnyRecipient && RecipientType is null && RecipientRole is null;
}
