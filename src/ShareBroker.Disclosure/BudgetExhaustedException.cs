namespace ShareBroker.Disclosure;

/// <summary>The caller's agency has used up its previews for now.</summary>
/// <param name="retryAfter">How long to wait.</param>
public sealed class BudgetExhaustedException(TimeSpan retryAfter)
    : DisclosureException("budget_exhausted", "the preview budget of the agency is used up; try again later")
{
    /// <summary>How long to wait.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
