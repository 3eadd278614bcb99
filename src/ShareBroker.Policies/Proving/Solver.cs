namespace ShareBroker.Policies.Proving;

/// <summary>
/// Decides whether some request makes a list of statements true, by narrowing and splitting (complete for finite values). It gives up
/// after a fixed number of splits, and then says that it does not know.
/// </summary>
internal static class Solver
{
    private const int SplitsMax = 20_000;

    /// <summary>Finds a request; the answer is unknown when the work is too much.</summary>
    public static Verdict Find(IReadOnlyList<Variable> variables, IEnumerable<Formula> statements)
    {
        var splits = 0;
        var found = Search([.. variables.Select(variable => variable.Full)], [.. statements], ref splits);
        return splits > SplitsMax ? Verdict.Unknown : found is null ? Verdict.Impossible : Verdict.Possible(variables, found);
    }

    private static UInt128[]? Search(UInt128[] values, List<Formula> open, ref int splits)
    {
        if (++splits > SplitsMax || !Narrow(values, open))
        {
            return null;
        }

        if (open.Count == 0)
        {
            return values;
        }

        var choice = open.Cast<Formula.Any>().MinBy(any => any.Parts.Count)!;
        foreach (var part in choice.Parts)
        {
            List<Formula> rest = [.. open.Where(formula => !ReferenceEquals(formula, choice)), part];
            if (Search([.. values], rest, ref splits) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // Until nothing changes: terms narrow their variable, parts of conjunctions stand alone, dead alternatives go.
    private static bool Narrow(UInt128[] values, List<Formula> open)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            for (var at = open.Count - 1; at >= 0; at--)
            {
                var formula = open[at];
                switch (formula)
                {
                    case Formula.Is term:
                        open.RemoveAt(at);
                        values[term.Variable.Index] &= term.Values;
                        if (values[term.Variable.Index] == 0)
                        {
                            return false;
                        }

                        changed = true;
                        break;
                    case Formula.All all:
                        open.RemoveAt(at);
                        open.AddRange(all.Parts);
                        changed = true;
                        break;
                    case Formula.Any any:
                        changed |= Reduce(values, open, at, any);
                        if (open.Count > at && open[at] is Formula.Any { Parts.Count: 0 })
                        {
                            return false;
                        }

                        break;
                }
            }
        }

        return true;
    }

    private static bool Reduce(UInt128[] values, List<Formula> open, int at, Formula.Any any)
    {
        var left = new List<Formula>();
        foreach (var part in any.Parts)
        {
            switch (Judge(values, part))
            {
                case true:
                    open.RemoveAt(at);
                    return true;
                case null:
                    left.Add(part);
                    break;
            }
        }

        if (left.Count == any.Parts.Count && left.Count > 0)
        {
            return false;
        }

        open[at] = left.Count == 1 ? left[0] : new Formula.Any(left);
        return left.Count > 0;
    }

    private static bool? Judge(UInt128[] values, Formula formula)
    {
        switch (formula)
        {
            case Formula.Is term:
                var here = values[term.Variable.Index];
                return (here & term.Values) == 0 ? false : (here & ~term.Values) == 0 ? true : null;
            case Formula.All all:
                return Join(values, all.Parts, ends: false);
            default:
                return Join(values, ((Formula.Any)formula).Parts, ends: true);
        }
    }

    private static bool? Join(UInt128[] values, IReadOnlyList<Formula> parts, bool ends)
    {
        bool? all = !ends;
        foreach (var part in parts)
        {
            var one = Judge(values, part);
            if (one == ends)
            {
                return ends;
            }

            all = one is null ? null : all;
        }

        return all;
    }
}
