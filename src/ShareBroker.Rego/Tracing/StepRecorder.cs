using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Keeps every step, within the evaluation's memory budget.</summary>
internal sealed class StepRecorder(EvaluationMeter meter, bool withVariables) : ITracer
{
    private const int StepBytes = 256;
    private const int LocalBytes = 192;
    private readonly List<TraceEvent> _steps = [];

    public IReadOnlyList<TraceEvent> Steps => _steps;

    public bool WantsLocals => withVariables;

    public void Hear(TraceEvent step)
    {
        meter.Allocate(StepBytes + ((long)LocalBytes * step.Locals.Count));
        _steps.Add(step);
    }
}
