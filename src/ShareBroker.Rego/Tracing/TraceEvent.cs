using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>One step of a traced evaluation.</summary>
/// <param name="Op">What happens.</param>
/// <param name="Query">The number of the body that is evaluated.</param>
/// <param name="Parent">The number of the body that asked for it.</param>
/// <param name="Subject">What it happens to.</param>
/// <param name="Location">Where that stands; the last known place for what stands nowhere.</param>
internal sealed record TraceEvent(TraceOp Op, long Query, long Parent, TraceSubject Subject, Location Location)
{
    /// <summary>A remark, such as what a note says.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The document that an index was asked for.</summary>
    public Term? Reference { get; init; }

    /// <summary>Variables that are bound at this moment; empty unless a tracer asked for them.</summary>
    public IReadOnlyDictionary<string, RegoValue> Locals { get; init; } = NoLocals;

    /// <summary>What is known already of the documents that the subject reads; empty unless a tracer asked for variables.</summary>
    public IReadOnlyList<(Term.Ref Reference, RegoValue Value)> Known { get; init; } = [];

    /// <summary>The place of the expression in its body, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The body that the expression stands in.</summary>
    public Body? Body { get; init; }

    /// <summary>What documents and functions mean at this moment.</summary>
    public TraceScope? Scope { get; init; }

    /// <summary>The rules that the index passed over, with the first demand that was not met and what was found instead.</summary>
    public IReadOnlyList<PassedRule> Passed { get; init; } = [];

    /// <summary>Which case of a test begins.</summary>
    public RegoValue? Value { get; init; }

    private static Dictionary<string, RegoValue> NoLocals { get; } = new(StringComparer.Ordinal);
}
