using ShareBroker.Rego.Fuzz.Engines;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>Asks both engines and says where they differ.</summary>
internal sealed class Judge(OpaEngine opa)
{
    private const int ShrinkTries = 700;

    /// <summary>The answers of both, query by query.</summary>
    public async Task<(IReadOnlyList<Outcome> Ours, IReadOnlyList<Outcome> Theirs)> AskAsync(FuzzProgram program)
    {
        var theirs = opa.AskAsync(program);
        var ours = OwnEngine.Ask(program);
        return (ours, await theirs);
    }

    /// <summary>Whether two answers count as different. What a limit of the harness cut off is not compared; a rule over a base document
    /// is refused by a server, but not by the language.</summary>
    public static bool Differ(Outcome ours, Outcome theirs) =>
        ours.Kind != OutcomeKind.None && theirs.Kind != OutcomeKind.None && !ours.Agrees(theirs)
        && !theirs.Detail.Contains("conflicting rule for data path", StringComparison.Ordinal);

    /// <summary>The known reason of a difference; null when there is none.</summary>
    public Task<KnownDifference?> ReasonAsync(FuzzProgram program, int query, Outcome ours, Outcome theirs) =>
        ReasonAsync(new Difference(program, query, ours, theirs, AskAsync));

    /// <summary>The known reason of a difference; of several, the first. Null when there is none, or not for all of it.</summary>
    public static async Task<KnownDifference?> ReasonAsync(Difference difference)
    {
        if (difference.Ours.Kind == OutcomeKind.Broken)
        {
            return null;
        }

        foreach (var known in KnownDifferences.All)
        {
            if (known.OfProgram is { } explains && await explains(difference))
            {
                return known;
            }
        }

        var study = await difference.StudyAsync();
        KnownDifference? reason = null;
        foreach (var call in study.IsWhole ? study.Differing : [])
        {
            if (await ReasonAsync(call) is not { } one)
            {
                return null;
            }

            reason ??= one;
        }

        return reason;
    }

    /// <summary>The known reason of a difference in one call.</summary>
    public static async Task<KnownDifference?> ReasonAsync(CallDifference call)
    {
        foreach (var known in KnownDifferences.All)
        {
            if (known.OfCall is { } explains && await explains(call))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>The smallest program that differs as one query of this one does.</summary>
    public async Task<Finding> ShrinkAsync(FuzzProgram program, int query, long number)
    {
        var one = program with { Queries = [program.Queries[query]] };
        var (firstOurs, firstTheirs) = await AnswersAsync(one);
        if (!Differ(firstOurs, firstTheirs))
        {
            // Only together with the other queries, or never again.
            opa.Stop();
            var (all, others) = await AskAsync(program);
            return new Finding(number, program, all[query], others[query], Known: null) { IsRepeatable = Differ(all[query],
                others[query]) };
        }

        // The kind of the difference stays while the program shrinks, and an unknown one never becomes a known one.
        var kind = (firstOurs.Kind, firstOurs.IsUndefined, firstTheirs.Kind, firstTheirs.IsUndefined);
        var smallest = await new Shrinker(Shows, ShrinkTries).RunAsync(one);
        var (ours, theirs) = await AnswersAsync(smallest);
        var known = await ReasonAsync(smallest, 0, ours, theirs);
        if (known is null)
        {
            opa.Stop();
            (ours, theirs) = await AnswersAsync(smallest);
        }

        return new Finding(number, smallest, ours, theirs, known) { IsRepeatable = Differ(ours, theirs) };

        async Task<bool> Shows(FuzzProgram candidate)
        {
            var (a, b) = await AnswersAsync(candidate);
            return Differ(a, b) && (a.Kind, a.IsUndefined, b.Kind, b.IsUndefined) == kind
                && await ReasonAsync(candidate, 0, a, b) is null;
        }
    }

    private async Task<(Outcome Ours, Outcome Theirs)> AnswersAsync(FuzzProgram program)
    {
        var (ours, theirs) = await AskAsync(program);
        return (ours[0], theirs[0]);
    }
}
