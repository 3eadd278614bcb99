using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Safety;

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
        var waiting = body.Exprs.Select(expr => new Waiting(expr, bodyVars, safe, globals)).ToArray();
        var ordered = new List<Expr>(waiting.Length);
        var rounds = new Rounds(waiting.Length);
        while (rounds.TryNext(out var at))
        {
            if (waiting[at].TryPlace(safe) is { } bound)
            {
                ordered.Add(waiting[at].Expr);
                rounds.Place(at, bound);
            }
            else
            {
                rounds.Watch(at, waiting[at].Open);
            }
        }

        foreach (var left in waiting.Where(static left => !left.IsPlaced))
        {
            _unsafe.Add(left.Expr, left.Missing);
        }

        return ordered;
    }

    private Body OrderClosures(List<Expr> ordered, IReadOnlySet<string> globals)
    {
        var known = Vars.New();
        foreach (var expr in ordered)
        {
            Vars.Add(known, expr, VarScope.All);
        }

        known.RemoveWhere(name => !globals.Contains(name));
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

    // Expressions are tried from first to last, round after round, until a round places none. Tried again are only those that wait for
    // what was bound meanwhile, so the worst order costs no more than the body is long.
    private sealed class Rounds(int count)
    {
        private readonly bool[] _isOver = new bool[count];

        // Where the first round is; most bodies need no other.
        private int _first;
        private Dictionary<string, List<int>>? _watchers;
        private SortedSet<int>? _now;
        private SortedSet<int>? _next;

        public bool TryNext(out int at)
        {
            at = _first;
            if (_first < count)
            {
                _first++;
                return true;
            }

            if (_now is null or { Count: 0 })
            {
                (_now, _next) = (_next, _now);
            }

            at = _now?.Min ?? 0;
            return _now is not null && _now.Remove(at);
        }

        public void Watch(int at, IEnumerable<string> names)
        {
            _watchers ??= new(StringComparer.Ordinal);
            foreach (var name in names)
            {
                if (!_watchers.TryGetValue(name, out var watchers))
                {
                    _watchers[name] = watchers = [];
                }

                watchers.Add(at);
            }
        }

        public void Place(int at, IEnumerable<string> bound)
        {
            _isOver[at] = true;
            if (_watchers is null)
            {
                return;
            }

            foreach (var name in bound)
            {
                if (!_watchers.Remove(name, out var watchers))
                {
                    continue;
                }

                foreach (var watcher in watchers.Where(watcher => !_isOver[watcher]))
                {
                    (watcher > at ? _now ??= [] : _next ??= []).Add(watcher);
                }
            }
        }
    }

    // One expression that still needs variables.
    private sealed class Waiting
    {
        private readonly HashSet<string> _closed;
        private readonly HashSet<string> _vars;

        public Waiting(Expr expr, HashSet<string> bodyVars, HashSet<string> safe, IReadOnlySet<string> globals)
        {
            Expr = expr;
            _vars = Vars.Of(expr);
            Missing = Vars.Of(expr, VarScope.Safety);
            Missing.RemoveWhere(safe.Contains);
            _closed = Vars.New();
            AddClosures(expr, _closed);
            _closed.IntersectWith(bodyVars);
            _closed.RemoveWhere(globals.Contains);
        }

        public Expr Expr { get; }

        public bool IsPlaced { get; private set; }

        public HashSet<string> Missing { get; private set; }

        /// <summary>What was not bound when it was tried last: until one of these is, the answer stays the same.</summary>
        public IReadOnlyList<string> Open { get; private set; } = [];

        /// <summary>The names that it binds where it stands now; null when it cannot stand here yet.</summary>
        public IReadOnlyCollection<string>? TryPlace(HashSet<string> safe)
        {
            Open = [.. _vars.Where(name => !safe.Contains(name))];
            var outputs = OutputVars.Of(Expr, safe.Contains);

            // What a closure uses of this body must be bound by what stands before it, not by the expression itself.
            if (_closed.Count > 0)
            {
                var open = _closed.Where(name => !safe.Contains(name)).ToHashSet(StringComparer.Ordinal);
                if (open.Count > 0)
                {
                    if (open.SetEquals(outputs))
                    {
                        return null;
                    }

                    Missing = open;
                }
            }

            Missing.RemoveWhere(name => outputs.Contains(name) || safe.Contains(name));
            if (Missing.Count > 0)
            {
                return null;
            }

            safe.UnionWith(outputs);
            IsPlaced = true;
            return outputs;
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
