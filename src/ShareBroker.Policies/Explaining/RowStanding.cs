using ShareBroker.Policies.Tables;

namespace ShareBroker.Policies.Explaining;

/// <summary>How one row stood to one request.</summary>
/// <param name="Row">The row.</param>
/// <param name="Rule">Its rule id in the regime of the request.</param>
/// <param name="Applies">All its conditions hold and it is not lifted.</param>
/// <param name="Unmet">Conditions that do not hold.</param>
/// <param name="IsLifted">What stands under <c>unless</c> holds.</param>
public sealed record RowStanding(PolicyRow Row, string Rule, bool Applies, IReadOnlyList<UnmetCondition> Unmet, bool IsLifted)
{
    /// <summary>One fact stood between the request and this row.</summary>
    public bool IsNear => !Applies && (IsLifted ? Unmet.Count == 0 : Unmet.Count == 1);
}
