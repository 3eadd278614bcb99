using System.Runtime.CompilerServices;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>
/// Evaluates bodies as far as they do not depend on the unknown. All branches of a body are taken through one stage before the next, so
/// that what is known is planned once for all of them and the host's stack grows with rules only.
/// <para>A rule that cannot be put in the place of its reference without changing what it means stays a reference: to a support rule, or
/// to itself.</para>
/// </summary>
internal sealed partial class PartialEvaluator
{
    private readonly CompiledPolicy _policy;
    private readonly Program _program;
    private readonly UnknownReach _reach;
    private readonly KnownParts _known;
    private readonly EvaluationMeter _meter;
    private readonly FreshVars _fresh;
    private readonly Supports _supports;
    private readonly ResidueTypes _types;
    private readonly int _depthMax;
    private readonly RegoValue? _input;
    private readonly Dictionary<Body, IReadOnlyList<Stage>> _stages = new(ReferenceEqualityComparer.Instance);
    private IReadOnlySet<string> _read = Vars.New();
    private int _depth;

    public PartialEvaluator(
        CompiledPolicy policy,
        Program program,
        UnknownReach reach,
        KnownParts known,
        EvaluationMeter meter,
        FreshVars fresh,
        int depthMax,
        RegoValue? input)
    {
        (_policy, _program, _reach, _known, _meter, _fresh, _depthMax) = (policy, program, reach, known, meter, fresh, depthMax);
        _input = input;
        _supports = new Supports(policy, fresh);
        _types = new ResidueTypes(policy);
    }

    /// <summary>The rules that residues refer to.</summary>
    public IReadOnlyList<SupportModule> Support => _supports.Modules;

    /// <summary>What is left of a query: one body for each way in which it may hold, none when it cannot.</summary>
    public List<IReadOnlyList<Expr>> Query(CompiledQuery query)
    {
        var live = query.Bindings.Select(static binding => binding.Written).ToHashSet(StringComparer.Ordinal);
        var bodies = new Dictionary<string, IReadOnlyList<Expr>>(StringComparer.Ordinal);
        foreach (var branch in Solve(query.Body, query.Bindings.Select(static binding => binding.Variable), Branch.Start))
        {
            var residue = branch.Residue();
            foreach (var (written, variable) in query.Bindings)
            {
                if (branch.Find(variable) is { } value)
                {
                    residue.Add(Equation.Of(value.Location, new Term.Var(value.Location, written), value));
                }
            }

            if (Simplified(residue, live) is { } body)
            {
                var named = CanonicalNames.Of(body, _fresh);
                _meter.Output(ResidualText.Of(named).Length);
                bodies.TryAdd(ResidualText.Of(named), named);
            }
        }

        // One that always holds says all when there is nothing to report.
        return bodies.ContainsKey(string.Empty) ? [[]] : [.. bodies.Values];
    }

    private IReadOnlyList<Expr>? Simplified(List<Expr> residue, IReadOnlySet<string> live)
    {
        _meter.Work((long)residue.Count * residue.Count);
        return new Simplifier(live, _types, IsSure, residue).Run();
    }

    // Every way in which the body may hold.
    private List<Branch> Solve(Body body, IEnumerable<string> wanted, Branch start)
    {
        if (!_stages.TryGetValue(body, out var stages))
        {
            _stages[body] = stages = Stage.Of(body, wanted, _reach);
        }

        List<Branch> branches = [start];
        var before = _read;
        foreach (var stage in stages)
        {
            _read = stage.Read;
            branches = stage.Touches ? Touched(stage.Exprs[0], branches, stage.Outputs.Count == 0) : Known(stage, branches);
            if (branches.Count == 0)
            {
                break;
            }
        }

        _read = before;
        return branches;
    }

    private List<Branch> Touched(Expr expr, List<Branch> branches, bool bindsNothing)
    {
        var next = new List<Branch>();
        foreach (var branch in branches)
        {
            Step();
            var start = next.Count;
            Touched(expr, branch, next);
            if (next.Count - start > WaysMax && bindsNothing && expr is { Negated: false, Withs.Count: 0, Term: not null })
            {
                // A condition that binds nothing and may hold in many ways is asked once, as a rule, instead of once for each of them.
                next.RemoveRange(start, next.Count - start);
                Add(next, Condition(branch, expr.Location, aside => Touched(expr, [aside], bindsNothing: false)));
            }
        }

        return next;
    }

    // The unknown may still come in through a variable.
    private List<Branch> Known(Stage stage, List<Branch> branches)
    {
        var ready = branches.FindAll(branch => IsReady(stage, branch));
        var next = new List<Branch>();
        if (ready.Count > 0)
        {
            Known(stage, ready, next);
        }

        foreach (var branch in branches)
        {
            if (IsReady(stage, branch))
            {
                continue;
            }

            List<Branch> here = [branch];
            foreach (var expr in stage.Exprs)
            {
                here = Single(expr, here);
            }

            next.AddRange(here);
        }

        return next;
    }

    private List<Branch> Single(Expr expr, List<Branch> branches)
    {
        var stage = Stage.Of([expr], touches: false);
        var next = new List<Branch>();
        foreach (var branch in branches)
        {
            Step();
            if (IsReady(stage, branch))
            {
                Known(stage, [branch], next);
            }
            else
            {
                Touched(expr, branch, next);
            }
        }

        return next;
    }

    private static bool IsReady(Stage stage, Branch branch) =>
        stage.Variables.All(name => branch.Find(name) is null or Term.Constant);

    private void Known(Stage stage, List<Branch> ready, List<Branch> next)
    {
        try
        {
            next.AddRange(_known.Solve(ready, stage));
        }
        catch (RegoEvaluationException)
        {
            // Whether the fault is reached depends on the unknown, or on the other expressions: it stays in the residue.
            next.AddRange(ready.Select(branch => stage.Exprs.Aggregate(branch, KeepWhole)));
        }

        _meter.Step(next.Count);
    }

    private void Step()
    {
        _meter.Step();
        _meter.Allocate(128);
    }

    private Branch Keep(Branch branch, Expr expr)
    {
        Step();
        return branch.Keep(expr);
    }

    // Runs what belongs to a rule, within the depth that the budget allows.
    private T Deeper<T>(Func<T> run)
    {
        if (_depth >= _depthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new BudgetExceededException(BudgetExceededException.Depth, "rules nest deeper than the evaluation's budget allows");
        }

        _depth++;
        try
        {
            return run();
        }
        finally
        {
            _depth--;
        }
    }
}
