using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>One body with what it yields, ready to run.</summary>
/// <param name="First">The head of the chain.</param>
/// <param name="Size">What its frame must hold.</param>
/// <param name="Constant">The value it gives whenever it gives one, or null when that depends.</param>
internal sealed record BodyPlan(Step First, BodySize Size, RegoValue? Constant)
{
    /// <summary>What is tested before anything else in the body can happen.</summary>
    public IReadOnlyList<RuleTest> Tests { get; init; } = [];
}
