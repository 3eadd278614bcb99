using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>Why a document that rules define has its value, or none.</summary>
/// <param name="Path">The document, such as <c>data.broker.allow</c>.</param>
/// <param name="Value">Its value; null when it is undefined, or a function.</param>
/// <param name="Rules">What became of each of its rules, in the order of the text.</param>
public sealed record DocumentExplanation(string Path, RegoValue? Value, IReadOnlyList<RuleAttempt> Rules)
{
    /// <summary>The document is a function, which has a value for each call.</summary>
    public bool IsFunction { get; init; }

    /// <summary>Where its default stands when that gave the value; null otherwise.</summary>
    public Text.Location? DefaultUsed { get; init; }
}
