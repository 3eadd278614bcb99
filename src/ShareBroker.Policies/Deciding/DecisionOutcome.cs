namespace ShareBroker.Policies.Deciding;

/// <summary>A decision, and what went wrong when it is the denial that stands for a failure.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Fault">Stable code of the failure, such as <c>eval_budget_time</c>, <c>undefined</c> or <c>decision_malformed</c>; null
/// when policy decided.</param>
public sealed record DecisionOutcome(Decision Decision, string? Fault);
