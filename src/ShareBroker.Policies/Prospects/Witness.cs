using ShareBroker.Policies.Diffing;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>An example request.</summary>
/// <param name="Question">Who asks whom for what.</param>
/// <param name="Situation">Everything else about it.</param>
/// <param name="Paths">The paths it asks for.</param>
internal sealed record Witness(Question Question, Situation Situation, IReadOnlyList<string> Paths)
{
    public RegoValue Input(DiffWords words) => Question.Input(words, Situation, Paths);
}
