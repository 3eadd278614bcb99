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
        var isCalm = last.IsContentWithAny;
        for (var i = plan.Count - 1; i >= 0; i--)
        {
            if (plan[i] is Check check)
            {
                isCalm &= check.IsCalm;
                checks.Insert(0, check);
                continue;
            }

            var behind = next;
            next = Flush(checks, behind, reads);
            var step = (Step)plan[i];
            if (step is Step.Scan scan)
            {
                scan.AnyOrder = last.TakesAnyOrder || isCalm;
                scan.DropUnreadKey(reads);
                step = selection.Of(scan, i, out var test) ?? step;
                step.Lead(next);
                if (step is Step.Selective selective)
                {
                    checks.Remove(test!);
                    selective.LeadTested(Flush(checks, behind, reads, isUnreplaced: true));
                }
            }
            else
            {
                step.Lead(next);
            }

            isCalm &= plan[i] is Step.Scan { Source.IsCalm: true, Key: Pattern.Any or Pattern.Bind };
            checks.Clear();
            next = step;
        }

        return Flush(checks, next, reads);
    }

    // Where no function is replaced, small functions stand there with their bodies alone.
    private static Step Flush(List<Check> checks, Step next, Dictionary<int, int> reads, bool isUnreplaced = false)
    {
        if (checks.Count == 0)
        {
            return next;
        }

        // A node that must hold is asked directly.
        var sequence = new Step.Sequence([.. Merged(checks, reads)
            .SelectMany(check => isUnreplaced && check is Check.Inlined { Bare: { } bare } ? bare : [check])
            .Select(static check => check is Check.Holds { Node: var node } ? node : check)]);
        sequence.Lead(next);
        return sequence;
    }

    // What only the next check reads is read by it directly.
    private static List<Check> Merged(List<Check> checks, Dictionary<int, int> reads)
    {
        var merged = new List<Check>();
        for (var i = checks.Count - 1; i >= 0; i--)
        {
            if (merged.Count > 0 && checks[i] is Check.Assign { Slot: var slot, Node: var node } && reads.GetValueOrDefault(slot) == 1
                && merged[^1].Absorb(slot, node) is { } both)
            {
                merged[^1] = both;
            }
            else
            {
                merged.Add(checks[i]);
            }
        }

        merged.Reverse();
        return merged;
    }
}
