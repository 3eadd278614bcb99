namespace ShareBroker.Rego.Tracing;

/// <summary>What of a trace is shown.</summary>
internal static class StepFilter
{
    /// <summary>Everything but unifications.</summary>
    public static IReadOnlyList<TraceEvent> Full(IReadOnlyList<TraceEvent> steps) =>
        [.. steps.Where(static step => step.Op is not (TraceOp.Unify or TraceOp.TestCase))];

    /// <summary>The steps that are looked for, each with the bodies and rules that led to it, unless these were shown before.</summary>
    public static IReadOnlyList<TraceEvent> Only(IReadOnlyList<TraceEvent> steps, Func<TraceEvent, bool> wanted)
    {
        var shown = new List<TraceEvent>();
        var entered = new Dictionary<long, TraceEvent>();
        foreach (var step in steps)
        {
            if (wanted(step))
            {
                shown.AddRange(PathTo(step, entered));
                entered.Clear();
            }

            if (step is { Op: TraceOp.Enter or TraceOp.Redo, Subject: TraceSubject.OfRule or TraceSubject.OfBody })
            {
                entered[step.Query] = step;
            }
        }

        return shown;
    }

    private static IEnumerable<TraceEvent> PathTo(TraceEvent step, Dictionary<long, TraceEvent> entered)
    {
        var path = new List<TraceEvent> { step };
        TraceEvent? before = null;
        for (var at = entered.GetValueOrDefault(step.Query); at is not null && !ReferenceEquals(at, before);
            at = entered.GetValueOrDefault(at.Parent))
        {
            path.Add(at);
            before = at;
        }

        path.Reverse();
        return path;
    }
}
