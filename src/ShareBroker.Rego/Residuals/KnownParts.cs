using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Evaluates what does not depend on the unknown, by the ordinary evaluation, within one budget.</summary>
/// <param name="program">The rules and the base data.</param>
/// <param name="begin">Starts an execution: the same input, meter and environment each time.</param>
internal sealed class KnownParts(Program program, Action<Execution> begin)
{
    private Execution? _run;

    /// <summary>Every solution of the stage for every branch; what it binds is bound.</summary>
    /// <exception cref="RegoEvaluationException">A conflict or a strict builtin error: nothing is known then.</exception>
    public List<Branch> Solve(IReadOnlyList<Branch> branches, Stage stage)
    {
        var first = branches[0];
        var inputs = stage.Variables.Where(name => first.Find(name) is not null).ToArray();
        var outputs = stage.Outputs.Where(name => first.Find(name) is null).ToArray();
        return branches.Count == 1
            ? One(first, stage, inputs, outputs)
            : Many(branches, stage, inputs, outputs);
    }

    // Known values stand in the plan as constants, so that what is looked up by them is looked up once.
    private List<Branch> One(Branch branch, Stage stage, string[] inputs, string[] outputs)
    {
        var substitution = new Substitution(inputs.ToDictionary(static name => name, name => branch.Find(name)!, StringComparer.Ordinal));
        var rows = Run(stage.Exprs.Select(substitution.Rewrite), outputs);
        return [.. Distinct(rows, outputs).Select(row => Bound(branch, row, outputs))];
    }

    // One plan for all of them: the branches' values are rows of an array that the plan goes through.
    private List<Branch> Many(IReadOnlyList<Branch> branches, Stage stage, string[] inputs, string[] outputs)
    {
        var table = new RegoValue[branches.Count];
        for (var i = 0; i < table.Length; i++)
        {
            var cells = new RegoValue[inputs.Length + 1];
            cells[0] = RegoNumber.Of(i);
            for (var j = 0; j < inputs.Length; j++)
            {
                cells[j + 1] = Ground.Of(branches[i].Find(inputs[j])!)!;
            }

            table[i] = RegoArray.Adopt(cells);
        }

        // No text can name these.
        const string Row = "?row";
        const string Any = "?any";
        var pattern = new Term.Array(Location.None, [.. inputs.Prepend(Row).Select(static name => new Term.Var(Location.None, name))]);
        var source = new Term.Ref(Location.None, Ground.Known(RegoArray.Adopt(table)), [new Term.Var(Location.None, Any)]);
        string[] columns = [Row, .. outputs];
        var solutions = Run(stage.Exprs.Prepend(Equation.Of(Location.None, pattern, source)), columns);
        var result = new List<Branch>(solutions.Count);
        foreach (var solution in Distinct(solutions, columns))
        {
            var at = ((RegoNumber)solution[Row]).TryGetInt64(out var index) ? (int)index : 0;
            result.Add(Bound(branches[at], solution, outputs));
        }

        return result;
    }

    private List<IReadOnlyDictionary<string, RegoValue>> Run(IEnumerable<Expr> exprs, string[] outputs)
    {
        var run = _run;
        _run = null;
        if (run is null)
        {
            run = new Execution(program);
            begin(run);
        }

        // A body of one term would be asked for its value instead of holding or not.
        var always = new Expr(Location.None, new Statement.Claim(Ground.Known(RegoBoolean.True))) { Generated = true };
        var plan = BodyPlanner.PlanQuery(
            program, new Body([.. exprs, always]), single: false, Array.ConvertAll(outputs, static name =>
                KeyValuePair.Create(name, name)));
        var found = new QueryCollector();
        var frame = run.Push(plan.Size);
        frame.Collectors[0] = found;
        plan.First.Run(frame);
        run.Pop();

        // Not reached after a fault: an execution that broke off is not used again.
        _run = run;
        run.Meter.Allocate(64L * found.Bindings.Count * (outputs.Length + 1));
        return found.Bindings;
    }

    private static IEnumerable<IReadOnlyDictionary<string, RegoValue>> Distinct(
        List<IReadOnlyDictionary<string, RegoValue>> rows, string[] columns)
    {
        var seen = new HashSet<RegoArray>();
        return rows.Count < 2
            ? rows
            : rows.Where(row => seen.Add(RegoArray.Adopt([.. columns.Where(row.ContainsKey).Select(name => row[name])])));
    }

    private static Branch Bound(Branch branch, IReadOnlyDictionary<string, RegoValue> row, string[] outputs)
    {
        foreach (var name in outputs)
        {
            if (row.TryGetValue(name, out var value))
            {
                branch = branch.Bind(name, Ground.Known(value));
            }
        }

        return branch;
    }
}
