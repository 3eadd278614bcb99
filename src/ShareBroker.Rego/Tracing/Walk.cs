using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>
/// One body on its way. Its methods take what is to be done with each solution; they give null when the search goes on, and why it ends
/// when it does not.
/// </summary>
internal sealed partial class Walk
{
    private readonly TracedRun _run;
    private readonly Walk? _parent;
    private readonly Body _body;
    private readonly long _number;
    private TraceScope _scope;
    private Location _lastLocation;
    private int _at;

    public Walk(TracedRun run, Body body, TraceScope scope)
        : this(run, body, scope, parent: null, new Bindings())
    {
    }

    private Walk(TracedRun run, Body body, TraceScope scope, Walk? parent, Bindings bindings)
    {
        _run = run;
        _body = body;
        _scope = scope;
        _parent = parent;
        _number = run.NextBody();
        _lastLocation = parent?._lastLocation ?? Location.None;
        Bindings = bindings;
    }

    public Bindings Bindings { get; }

    /// <summary>Whether one solution is enough.</summary>
    private bool FindsOne { get; init; }

    /// <summary>Tries the whole body, as a query or a comprehension.</summary>
    public Leaving? RunBody(Func<Leaving?> then)
    {
        Tell(TraceOp.Enter, _body);
        return Search(() =>
        {
            Tell(TraceOp.Exit, _body);
            var leaving = then();
            Tell(TraceOp.Redo, _body);
            return leaving;
        });
    }

    // A body that sees the variables of this one.
    private Walk Closure(Body body, bool findsOne = false) => new(_run, body, _scope, this, Bindings) { FindsOne = findsOne };

    // A body with variables of its own.
    private Walk Child(Body body, bool findsOne = false) => new(_run, body, _scope, this, new Bindings()) { FindsOne = findsOne };

    private Expr Current => _body.Exprs[Math.Min(_at, _body.Exprs.Count - 1)];

    private Leaving? Search(Func<Leaving?> then)
    {
        _run.Step();
        if (_at >= _body.Exprs.Count)
        {
            return then() is { } leaving ? new Leaving(!FindsOne, leaving) : FindsOne ? new Leaving(IsDeferred: false, null) : null;
        }

        var expr = _body.Exprs[_at];
        Tell(TraceOp.Eval, expr);
        return expr.Withs.Count > 0 ? SearchWith(expr, then) : SearchExpr(expr, () => SearchNext(then));
    }

    private Leaving? SearchNext(Func<Leaving?> then)
    {
        _at++;
        var leaving = Search(then);
        _at--;
        return leaving;
    }

    private Leaving? SearchExpr(Expr expr, Func<Leaving?> then)
    {
        if (expr.Negated)
        {
            return SearchNot(expr, then);
        }

        var defined = false;
        var leaving = expr.Statement switch
        {
            Statement.Every every => SearchEvery(expr, every, Found),
            Statement.Logic logic => SearchLogic(logic) ? Found() : null,
            Statement.Claim { Term: Term.Call call } => SearchCall(call, Found),
            Statement.Claim claim => SearchClaim(claim.Term, Found),
            _ => Found(),
        };
        if (leaving is null && !defined)
        {
            Tell(TraceOp.Fail, expr);
        }

        return leaving;

        Leaving? Found()
        {
            defined = true;
            var inner = then();
            Tell(TraceOp.Redo, expr);
            return inner;
        }
    }

    private Leaving? SearchClaim(Term term, Func<Leaving?> then)
    {
        var result = new Term.Var(term.Location, $"$term{_number}_{_at}");
        return Unify(term, Bindings, result, Bindings, () => Bindings.Ground(result) is RegoBoolean { Value: false } ? null : then());
    }

    private Leaving? SearchCall(Term.Call call, Func<Leaving?> then) => call switch
    {
        { Name: "eq", Arguments: [var left, Term.Call right] } => Call(right.Function, right.Arguments, left, then),
        { Name: "eq", Arguments: [Term.Call left, var right] } => Call(left.Function, left.Arguments, right, then),
        { Name: "eq", Arguments: [var left, var right] } => Unify(left, Bindings, right, Bindings, then),
        _ => Call(call.Function, call.Arguments, null, then),
    };

    private Leaving? SearchNot(Expr expr, Func<Leaving?> then)
    {
        var body = new Body([expr with { Negated = false, Withs = [] }]);
        var inner = Closure(body);
        inner.Tell(TraceOp.Enter, body);
        var defined = false;
        var leaving = inner.Search(() =>
        {
            inner.Tell(TraceOp.Exit, body);
            inner.Tell(TraceOp.Redo, body);
            defined = true;
            return null;
        });
        if (leaving is not null)
        {
            return leaving;
        }

        if (!defined)
        {
            return then();
        }

        Tell(TraceOp.Fail, expr);
        return null;
    }

    private bool SearchLogic(Statement.Logic logic)
    {
        var solved = logic.Operands.Select(operand => HasSolution(operand.Body));
        return logic.Kind switch
        {
            LogicKind.Not => !solved.First(),
            LogicKind.And => solved.All(static one => one),
            _ => solved.Any(static one => one),
        };
    }

    private bool HasSolution(Body body)
    {
        var inner = Closure(body, findsOne: true);
        var found = false;
        inner.RunBody(() =>
        {
            found = true;
            return null;
        });
        return found;
    }

    private Leaving? SearchEvery(Expr expr, Statement.Every every, Func<Leaving?> then)
    {
        if (Bindings.Ground(every.Domain) is not (RegoArray or RegoObject or RegoSet))
        {
            return null;
        }

        var place = every.Domain.Location;
        var key = every.Key ?? new Term.Var(place, $"$key{_number}_{_at}");
        var member = new Term.Call(place, new Term.Var(place, "eq"), [new Term.Ref(place, every.Domain, [key]), every.Value]);
        var domain = Closure(new Body([new Expr(place, new Statement.Claim(member)) { Generated = true }]));
        var all = true;
        domain.Tell(TraceOp.Enter, expr);
        var leaving = domain.Search(() =>
        {
            if (!all)
            {
                return null;
            }

            var body = domain.Closure(every.Body, findsOne: true);
            body.Tell(TraceOp.Enter, every.Body);
            var done = false;
            var enough = body.Search(() =>
            {
                body.Tell(TraceOp.Exit, every.Body);
                body.Tell(TraceOp.Redo, every.Body);
                done = true;
                return null;
            });
            all &= done;
            domain.Tell(TraceOp.Redo, expr);
            return enough?.Outer;
        });
        if (leaving is not null)
        {
            return leaving;
        }

        if (!all)
        {
            domain.Tell(TraceOp.Fail, expr);
            return null;
        }

        leaving = then();
        domain.Tell(TraceOp.Exit, expr);
        return leaving;
    }
}
