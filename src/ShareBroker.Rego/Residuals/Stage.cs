using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Residuals;

/// <summary>Expressions of a body that are taken together: one that may depend on the unknown, or as many as follow one another that
/// do not.</summary>
/// <param name="Exprs">At least one.</param>
/// <param name="Touches">Whether the unknown may be read.</param>
/// <param name="Variables">All variables in them, those of closures too.</param>
/// <param name="Outputs">Variables that they may bind and that something later reads.</param>
internal sealed record Stage(IReadOnlyList<Expr> Exprs, bool Touches, IReadOnlyList<string> Variables, IReadOnlyList<string> Outputs)
{
    private IReadOnlySet<string>? _read;

    /// <summary>Variables that something reads beside the one place that binds them.</summary>
    public IReadOnlySet<string> Read => _read ??= ReadBy();

    private HashSet<string> ReadBy()
    {
        var read = Vars.New();
        read.UnionWith(Touches ? Outputs : Variables);
        var once = Vars.New();
        foreach (var expr in Exprs)
        {
            TreeWalk.Terms(expr, term =>
            {
                if (term is Term.Var variable && !once.Add(variable.Name))
                {
                    read.Add(variable.Name);
                }

                return false;
            });
        }

        return read;
    }

    /// <summary>Cuts a body into stages.</summary>
    /// <param name="body">The body.</param>
    /// <param name="wanted">The variables that are read when the body is done.</param>
    /// <param name="reach">Tells what may depend on the unknown.</param>
    public static IReadOnlyList<Stage> Of(Body body, IEnumerable<string> wanted, UnknownReach reach)
    {
        var later = Vars.New();
        later.UnionWith(wanted);
        var stages = new List<Stage>();
        for (var end = body.Exprs.Count; end > 0;)
        {
            var start = end - 1;
            var touches = reach.Touches(body.Exprs[start]);
            while (!touches && start > 0 && !reach.Touches(body.Exprs[start - 1]))
            {
                start--;
            }

            var stage = Of([.. body.Exprs.Skip(start).Take(end - start)], touches, later);
            stages.Add(stage);
            later.UnionWith(stage.Variables);
            end = start;
        }

        stages.Reverse();
        return stages;
    }

    /// <summary>One stage.</summary>
    public static Stage Of(IReadOnlyList<Expr> exprs, bool touches, HashSet<string>? later = null)
    {
        var variables = Vars.New();
        var outputs = Vars.New();
        foreach (var expr in exprs)
        {
            Vars.Add(variables, expr, VarScope.SkipFunctionNames);
            if (!expr.Negated)
            {
                Vars.Add(outputs, expr, VarScope.Safety);
            }
        }

        variables.ExceptWith(Vars.Reserved);
        outputs.ExceptWith(Vars.Reserved);
        if (later is not null)
        {
            outputs.IntersectWith(later);
        }

        return new Stage(exprs, touches, [.. variables.Order(StringComparer.Ordinal)], [.. outputs.Order(StringComparer.Ordinal)]);
    }
}
