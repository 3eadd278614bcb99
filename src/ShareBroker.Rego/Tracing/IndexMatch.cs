using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tracing;

/// <summary>The rules that are worth trying.</summary>
/// <param name="Chains">Each a rule and the <c>else</c> branches to try after it, in order.</param>
/// <param name="EarlyExit">All of them give the same value, so one that holds is enough.</param>
/// <param name="Passed">The rules that are not, and why.</param>
internal sealed record IndexMatch(
    IReadOnlyList<IReadOnlyList<Rule>> Chains, bool EarlyExit, IReadOnlyList<PassedRule> Passed);
