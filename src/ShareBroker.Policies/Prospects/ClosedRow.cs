using ShareBroker.Policies.Tables;

namespace ShareBroker.Policies.Prospects;

/// <summary>A permit row that no request with what is fixed can use: a proof.</summary>
/// <param name="Row">The row.</param>
/// <param name="Rule">Id of its rule in the regime.</param>
/// <param name="Excluding">The fixed things that together exclude it; none of them can be left out. Empty when it is shut whatever is
/// fixed.</param>
/// <param name="RefusedBy">The row that refuses whenever this one would permit; null when its own conditions exclude it, or several rows
/// refuse together.</param>
public sealed record ClosedRow(PolicyRow Row, string Rule, IReadOnlyList<FixedWord> Excluding, PolicyRow? RefusedBy)
{
    /// <summary>Its own conditions could hold, but rows refuse whenever they do.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Conditions of the row that what is fixed cannot meet.</summary>
    public IReadOnlyList<FixedWord> Wants { get; init; } = [];
}
