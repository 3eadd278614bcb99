using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>One step of an evaluation.</summary>
/// <param name="Operation">What happened: <c>Enter</c>, <c>Eval</c>, <c>Fail</c>, <c>Exit</c>, <c>Redo</c>, <c>Index</c>, <c>Note</c>,
/// <c>Duplicate</c> or <c>Unify</c>.</param>
/// <param name="Depth">How deep its body stands below the query, which stands at 1.</param>
/// <param name="Text">The operation with what it happened to, in Rego, variables under the names that were written.</param>
/// <param name="Location">Where that stands.</param>
/// <param name="Variables">The values that its variables had; empty unless wished for.</param>
public sealed record TraceStep(
    string Operation, int Depth, string Text, Location Location, IReadOnlyDictionary<string, RegoValue> Variables);
