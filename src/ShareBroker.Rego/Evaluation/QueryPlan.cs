using ShareBroker.Rego.Compilation;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A planned query over a program.</summary>
internal sealed record QueryPlan(Program Program, BodyPlan Body)
{
    public static QueryPlan Of(Program program, CompiledQuery query) => new(
        program,
        BodyPlanner.PlanQuery(
            program, query.Body, query.WrittenExprs.Count == 1,
                [.. query.Bindings.Select(static binding => KeyValuePair.Create(binding.Written, binding.Variable))]));

    public QueryResult Run(Execution run)
    {
        var solutions = new QueryCollector();
        var frame = run.Push(Body.Size);
        frame.Collectors[0] = solutions;
        Body.First.Run(frame);
        run.Pop();
        foreach (var binding in solutions.Bindings)
        {
            foreach (var value in binding.Values)
            {
                OutputSize.Charge(run.Meter, value);
            }
        }

        foreach (var value in solutions.Values)
        {
            OutputSize.Charge(run.Meter, value);
        }

        return new QueryResult(solutions.Bindings, solutions.Values);
    }
}
