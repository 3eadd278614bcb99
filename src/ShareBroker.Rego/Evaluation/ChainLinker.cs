namespace ShareBroker.Rego.Evaluation;

/// <summary>Makes a chain of what was planned, in the order in which it runs, and improves it where that changes nothing.</summary>
internal static class ChainLinker
{
    /// <param name="plan">Checks and steps.</param>
    /// <param name="last">What is done with a solution.</param>
    /// <param name="reads">How often each slot is read by the plan and by what it contains.</param>
    public static Step Link(List<object> plan, Step last, Dictionary<int, int> reads)
    {
        var selection = new Selection(plan);
        var next = last;
        var checks = new List<Check>();
        for (var i = plan.Count - 1; i >= 0; i--)
        {
            if (plan[i] is Check check)
            {
                checks.Insert(0, check);
                continue;
            }

            next = Flush(checks, next);
            var step = (Step)plan[i];
            if (step is Step.Scan scan)
            {
                scan.AnyOrder = last.TakesAnyOrder;
                scan.DropUnreadKey(reads);
                step = selection.Of(scan, i) ?? step;
            }

            step.Next = next;
            next = step;
        }

        return Flush(checks, next);
    }

    private static Step Flush(List<Check> checks, Step next)
    {
        if (checks.Count == 0)
        {
            return next;
        }

        var sequence = new Step.Sequence([.. checks]) { Next = next };
        checks.Clear();
        return sequence;
    }
}
