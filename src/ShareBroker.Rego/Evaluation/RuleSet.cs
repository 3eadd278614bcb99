using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>All definitions at one path. What they give is evaluated once in a scope.</summary>
internal abstract class RuleSet(Program program, RegoValue[] path, int memoIndex)
{
    public Program Program => program;

    /// <summary>The keys below <c>data</c>.</summary>
    public RegoValue[] Path => path;

    /// <summary>All that the rules define; null when that is nothing.</summary>
    public RegoValue? Extent(Execution run)
    {
        ref var cell = ref run.Scope.Memo[memoIndex];
        if (cell.State == MemoState.Known)
        {
            return cell.Value;
        }

        if (cell.State == MemoState.InProgress)
        {
            throw new RegoEvaluationException(new Text.RegoError(
                "rego_recursion_error", "a rule refers to itself through a reference that is known only at run time", Text.Location.None));
        }

        cell.State = MemoState.InProgress;
        cell.Value = Evaluate(run);
        cell.State = MemoState.Known;
        return cell.Value;
    }

    protected abstract RegoValue? Evaluate(Execution run);

    protected ref MemoCell Memo(Execution run) => ref run.Scope.Memo[memoIndex];
}
