using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>
/// Orders the expressions of a body, and of the closures in it, so that each one's inputs are bound by those before it. What is safe
/// where it
/// stands stays there; the rest moves back no further than it must.
/// </summary>
internal sealed class BodyOrdering
{
    private readonly UnsafeVars _unsafe = new();

    private BodyOrdering()
    {
    }

    /// <summary>Orders a body in whose surroundings <paramref name="globals"/> are bound.</summary>
    public static (Body Body, UnsafeVars Unsafe) Order(Body body, IReadOnlySet<string> globals)
    {
        var ordering = new BodyOrdering();
        var ordered = ordering.OrderExprs(body, globals);
        return (ordering.OrderClosures(ordered, globals), ordering._unsafe);
    }

    private List<Expr> OrderExprs(Body body, IReadOnlySet<string> globals)
    {
        var bodyVars = Vars.Of(body, VarScope.Safety);
        var safe = new HashSet<string>(bodyVars.Where(globals.Contains), StringComparer.Ordinal);
        var waiting = body.Exprs.Select(expr => new Waiting(expr, bodyVars, safe, globals)).ToList();
        var ordered = new List<Expr>(waiting.Count);
        int before;
        do
        {
            before = ordered.Count;
            for (var i = 0; i < waiting.Count; i++)
            {
                if (waiting[i].TryPlace(safe))
                {
                    ordered.Add(waiting[i].Expr);
                    waiting.RemoveAt(i--);
                }
            }
        }
        while (ordered.Count > before && waiting.Count > 0);

        foreach (var left in waiting)
        {
            _unsafe.Add(left.Expr, left.Missing);
        }

        return ordered;
    }

    private Body OrderClosures(List<Expr> ordered, IReadOnlySet<string> globals)
    {
        var known = new HashSet<string>(globals, StringComparer.Ordinal);
        var result = new List<Expr>(ordered.Count);
        foreach (var expr in ordered)
        {
            result.Add(new ClosureOrdering(this, expr, known).Rewrite(expr));
            Vars.Add(known, expr, VarScope.Safety);
        }

        return new Body(result);
    }

    private Body OrderClosure(Expr around, IReadOnlySet<string> globals, IEnumerable<string> heads, Body body)
    {
        var bodyVars = Vars.Of(body, VarScope.Safety);
        var missing = heads.Where(name => !bodyVars.Contains(name) && !globals.Contains(name)).ToArray();
        if (missing.Length > 0)
        {
            _unsafe.Add(around, missing);
        }

        var (ordered, inner) = Order(body, globals);
        _unsafe.Add(inner);
        return inner.IsEmpty ? ordered : body;
    }

    // One expression that still needs variables.
    private sealed class Waiting
    {
        private readonly HashSet<string> _closed;
        private readonly HashSet<string> _vars;
        private string[]? _open;

        public Waiting(Expr expr, HashSet<string> bodyVars, HashSet<string> safe, IReadOnlySet<string> globals)
        {
            Expr = expr;
            _vars = Vars.Of(expr);
            Missing = Vars.Of(expr, VarScope.Safety);
            Missing.ExceptWith(safe);
            _closed = Vars.New();
            AddClosures(expr, _closed);
            _closed.IntersectWith(bodyVars);
            _closed.ExceptWith(globals);
        }

        public Expr Expr { get; }

        public HashSet<string> Missing { get; private set; }

        public bool TryPlace(HashSet<string> safe)
        {
            // Nothing that it needs was bound since the last try: the answer is the same. Keeps a body in the worst order quadratic.
            if (_open is not null && !_open.Any(safe.Contains))
            {
                return false;
            }

            _open = [.. _vars.Where(name => !safe.Contains(name))];
            var outputs = OutputVars.Of(Expr, safe);

            // What a closure uses of this body must be bound by what stands before it, not by the expression itself.
            if (_closed.Count > 0)
            {
                var open = _closed.Where(name => !safe.Contains(name)).ToHashSet(StringComparer.Ordinal);
                if (open.Count > 0)
                {
                    if (open.SetEquals(outputs))
                    {
                        return false;
                    }

                    Missing = open;
                }
            }

            Missing.RemoveWhere(name => outputs.Contains(name) || safe.Contains(name));
            if (Missing.Count > 0)
            {
                return false;
            }

            safe.UnionWith(outputs);
            return true;
        }

        private static void AddClosures(Expr expr, HashSet<string> found)
        {
            if (expr.Statement is Statement.Every every)
            {
                Vars.Add(found, every.Body, VarScope.All);
                return;
            }

            if (expr.Statement is Statement.Logic logic)
            {
                foreach (var operand in logic.Operands)
                {
                    Vars.Add(found, operand.Body, VarScope.All);
                }

                return;
            }

            TreeWalk.Terms(expr, term =>
            {
                if (TreeWalk.BodyOf(term) is null)
                {
                    return false;
                }

                Vars.Add(found, term, VarScope.All);
                return true;
            });
        }
    }

    private sealed class ClosureOrdering(BodyOrdering ordering, Expr around, HashSet<string> globals) : TreeRewriter
    {
        public override Statement Rewrite(Statement statement)
        {
            if (statement is Statement.Logic logic)
            {
                return logic with { Operands = [.. logic.Operands.Select(operand => Ordered(operand))] };
            }

            if (statement is not Statement.Every every)
            {
                return base.Rewrite(statement);
            }

            Vars.Add(globals, every.Key, VarScope.All);
            Vars.Add(globals, every.Value, VarScope.All);
            return every with { Body = ordering.OrderClosure(around, globals, [], every.Body) };
        }

        private Operand Ordered(Operand operand) => operand with { Body = ordering.OrderClosure(around, globals, [], operand.Body) };

        public override Term Rewrite(Term term) => term switch
        {
            Term.ArrayComprehension c => c with { Body = ordering.OrderClosure(around, globals, Vars.Of(c.Item), c.Body) },
            Term.SetComprehension c => c with { Body = ordering.OrderClosure(around, globals, Vars.Of(c.Item), c.Body) },
            Term.ObjectComprehension c => c with
            {
                Body = ordering.OrderClosure(around, globals, Vars.Of(c.Key).Union(Vars.Of(c.Value)), c.Body),
            },
            _ => RewriteParts(term),
        };
    }
}
