namespace ShareBroker.Policies;

/// <summary>Policy text, policy data or a scenario is not usable. The message is one sentence that names the place and says what to
/// do.</summary>
/// <param name="code">Stable code, such as <c>policy_compile</c>, <c>policy_data</c>, <c>input_malformed</c> or
/// <c>scenario_malformed</c>.</param>
/// <param name="message">The sentence; it never holds personal data.</param>
/// <param name="cause">What went wrong below; null when nothing did.</param>
public sealed class PolicyException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Stable code.</summary>
    public string Code { get; } = code;
}
