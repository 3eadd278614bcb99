using System.Text;
using ShareBroker.Rego.Tracing;

namespace ShareBroker.Rego.Tooling;

/// <summary>What an evaluation found, and what was wished to be learnt from it.</summary>
public sealed class TracedEvaluation
{
    private readonly StepText _text;

    internal TracedEvaluation(TraceWriter writer, IReadOnlyList<TraceEvent> steps, bool withVariables)
    {
        Writer = writer;
        Recorded = steps;
        WithVariables = withVariables;
        _text = new StepText(writer);
    }

    /// <summary>Every way in which the query holds; empty when it is undefined or failed.</summary>
    public IReadOnlyList<ExpressionSolution> Solutions { get; internal init; } = [];

    /// <summary>The fault that ended the evaluation, or null.</summary>
    public RegoEvaluationException? Fault { get; internal init; }

    /// <summary>The lines that were reached; null unless wished for.</summary>
    public CoverageReport? Coverage { get; internal init; }

    /// <summary>The lines that were evaluated, in no order; null unless wished for.</summary>
    public IReadOnlyList<ProfiledLine>? Profile { get; internal init; }

    /// <summary>The steps that were wished for, in their order.</summary>
    public IReadOnlyList<TraceStep> Steps
    {
        get
        {
            var depths = new Dictionary<long, int>();
            return
            [
                .. Recorded.Select(step => new TraceStep(
                    step.Op.ToString(), StepText.Depth(step, depths), _text.Bare(step), step.Location, _text.ValuesOf(step))),
            ];
        }
    }

    internal IReadOnlyList<TraceEvent> Recorded { get; }

    internal TraceWriter Writer { get; }

    internal bool WithVariables { get; }

    /// <summary>The steps as <c>opa eval --explain</c> prints them: one a line, indented by depth; with variables when they were wished
    /// for.</summary>
    /// <returns>The lines, each ended by a line feed.</returns>
    public string Print()
    {
        var text = new StringBuilder();
        foreach (var row in _text.Rows(Recorded, WithVariables))
        {
            text.AppendJoin(string.Empty, row).Append('\n');
        }

        return text.ToString();
    }
}
