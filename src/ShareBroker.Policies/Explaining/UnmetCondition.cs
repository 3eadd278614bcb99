namespace ShareBroker.Policies.Explaining;

/// <summary>A condition of a row that a request does not meet.</summary>
/// <param name="Name">Name of the column, facet or fact.</param>
/// <param name="Wanted">Words of which one would be enough.</param>
/// <param name="Found">What the request has instead; empty when it has nothing.</param>
public sealed record UnmetCondition(string Name, IReadOnlyList<string> Wanted, IReadOnlyList<string> Found)
{
    /// <summary>It is a fact of the registers, not a property of the request.</summary>
    public bool IsFact { get; init; }
}
