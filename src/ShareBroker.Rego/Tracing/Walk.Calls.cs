using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Functions and <c>with</c>.</summary>
internal sealed partial class Walk
{
    private Leaving? Call(Term function, IReadOnlyList<Term> arguments, Term? output, Func<Leaving?> then)
    {
        var name = TermPrinter.Of(function);
        if (_scope.Mocks is not null && _scope.Mocks.TryGetValue(name, out var mock))
        {
            return mock.Function is { } standIn
                ? CallStandIn(standIn, arguments, output, then)
                : Give(mock.Value!, output, then);
        }

        return function is Term.Ref { Head: Term.Var { Name: "data" } } reference
            ? CallRules(reference, name, arguments, output, then)
            : CallBuiltin(name, arguments, output, then);
    }

    private Leaving? Give(Term term, Term? output, Func<Leaving?> then) =>
        output is null ? SearchClaim(term, then) : Unify(output, Bindings, term, Bindings, then);

    // A value that is not asked for must only not be false.
    private Leaving? Give(RegoValue value, Term? output, Func<Leaving?> then) => output is null
        ? value is RegoBoolean { Value: false } ? null : then()
        : Unify(output, Bindings, Bindings.Constant(value), Bindings, then);

    // The stand-in sees no replaced functions, so it may call the one it replaces.
    private Leaving? CallStandIn(Term standIn, IReadOnlyList<Term> arguments, Term? output, Func<Leaving?> then)
    {
        var outer = _scope;
        var inner = outer.WithoutMocks();
        _scope = inner;
        var leaving = Call(standIn, arguments, output, () =>
        {
            _scope = outer;
            var result = then();
            _scope = inner;
            return result;
        });
        _scope = outer;
        return leaving;
    }

    private Leaving? CallRules(Term.Ref function, string name, IReadOnlyList<Term> arguments, Term? output, Func<Leaving?> then)
    {
        if (Bindings.Ground(arguments) is not { } values || _run.Rules.Find(function.Operands) is not { Rules.Count: > 0 } node)
        {
            return null;
        }

        var index = _run.IndexOf(node);
        var match = index.Find(_scope, values);
        TellIndex([.. function.Operands.Select(static part => ((Term.Constant)part).Value)], index, match);
        var calls = _scope.Calls;
        var key = (name, RegoArray.Of(values));
        if (calls.TryGetValue(key, out var known))
        {
            return Give(known, output, then);
        }

        return TryChains(index, match, TryRule, out _);

        (RegoValue? Value, Leaving? Leaving) TryRule(Rule rule, RegoValue? previous)
        {
            RegoValue? value = null;
            var head = rule.Head;
            var child = Child(rule.Body, match.EarlyExit);
            child.Tell(TraceOp.Enter, rule);
            IReadOnlyList<Term> given = output is null ? arguments : [.. arguments, output];
            IReadOnlyList<Term> taken = output is null ? head.Arguments! : [.. head.Arguments!, head.Value!];
            var enough = child.UnifyAll(given, Bindings, taken, child.Bindings, 0, () => child.Search(() =>
            {
                child.Tell(TraceOp.Exit, rule);
                value = child.Bindings.Ground(head.Value!)!;
                calls[key] = value;
                var isSeen = previous is not null;
                if (isSeen)
                {
                    Agree(previous!, value, rule, ConflictTexts.Function);
                }

                previous = value;
                if (output is null && value is RegoBoolean { Value: false })
                {
                    return null;
                }

                if (!isSeen && then() is { } inner)
                {
                    return inner;
                }

                child.Tell(TraceOp.Redo, rule);
                return null;
            }));
            return (value, enough);
        }
    }

    private Leaving? CallBuiltin(string name, IReadOnlyList<Term> arguments, Term? output, Func<Leaving?> then)
    {
        if (Bindings.Ground(arguments) is not { } values)
        {
            return null;
        }

        switch (name)
        {
            case "internal.print":
                Print(values[0]);
                return then();
            case "internal.test_case":
                _run.Tell(new TraceEvent(
                    TraceOp.TestCase, _number, _parent?._number ?? 0, new TraceSubject.OfExpr(Current), _lastLocation)
                {
                    Value = values[0],
                });
                return then();
            case "trace" when values[0] is RegoString note:
                Tell(TraceOp.Note, new TraceSubject.OfExpr(Current), Current.Location, note.Value);
                return Give(RegoBoolean.True, output, then);
        }

        var builtin = _run.Functions[name];
        return builtin.Relation is { } relation
            ? CallRelation(relation, values, output, then)
            : Invoke(builtin, values) is { } result ? Give(result, output, then) : null;
    }

    private Leaving? CallRelation(BuiltinRelation relation, RegoValue[] values, Term? output, Func<Leaving?> then)
    {
        Leaving? leaving = null;
        try
        {
            relation(_run.Builtins, values, result => (leaving = Give(result, output, then)) is null);
        }
        catch (BuiltinException fault)
        {
            Fail(fault);
        }

        return leaving;
    }

    private RegoValue? Invoke(Builtin builtin, RegoValue[] values)
    {
        if (builtin.Function is not { } function)
        {
            throw new RegoEvaluationException(new RegoError(
                "eval_builtin_error", $"{builtin.Signature.Name}: this function is not offered", Current.Location));
        }

        try
        {
            return function(_run.Builtins, values);
        }
        catch (BuiltinException fault)
        {
            Fail(fault);
            return null;
        }
    }

    private void Fail(BuiltinException fault)
    {
        if (_run.Environment.StrictBuiltinErrors)
        {
            throw new RegoEvaluationException(new RegoError(fault.Code, fault.Message, Current.Location));
        }
    }

    private void Print(RegoValue arguments)
    {
        if (_run.Environment.Print is { } print && arguments is RegoArray list)
        {
            PrintedLines.Write(list, _run.Meter, print);
        }
    }

    private Leaving? SearchWith(Expr expr, Func<Leaving?> then)
    {
        var outer = _scope;
        if (Replace(outer, expr.Withs) is not { } inner)
        {
            return null;
        }

        _scope = inner;
        var leaving = SearchExpr(expr, () =>
        {
            _scope = outer;
            var result = SearchNext(then);
            _scope = inner;
            return result;
        });
        _scope = outer;
        return leaving;
    }

    private TraceScope? Replace(TraceScope outer, IReadOnlyList<With> withs)
    {
        var input = outer.Input;
        var data = outer.Data;
        var targets = outer.Targets.ToList();
        var mocks = outer.Mocks is null ? [] : new Dictionary<string, (Term? Value, Term? Function)>(outer.Mocks,
            StringComparer.Ordinal);
        foreach (var with in withs)
        {
            if (IsFunction(with.Target))
            {
                var name = TermPrinter.Of(with.Target);
                mocks[name] = IsFunction(with.Value) ? (null, with.Value)
                    : (Bindings.Ground(with.Value) is { } known ? Bindings.Constant(known) : with.Value, null);
                continue;
            }

            var (root, operands) = with.Target is Term.Ref reference
                ? (reference.Head.ToString(), reference.Operands)
                : (with.Target.ToString(), []);
            if (Bindings.Ground(operands) is not { } path || Bindings.Ground(with.Value) is not { } value)
            {
                return null;
            }

            if (root == "input")
            {
                input = Documents.Put(input, path, value);
            }
            else
            {
                data = Documents.Put(data, path, value);
                targets.Add(path);
            }
        }

        return new TraceScope { Input = input, Data = data, Targets = targets, Mocks = mocks.Count == 0 ? null : mocks };
    }

    private bool IsFunction(Term term) => term switch
    {
        Term.Ref { Head: Term.Var { Name: "data" } } reference =>
            _run.Rules.Find(reference.Operands) is { Rules: [var rule, ..] } && rule.Head.IsFunction,
        Term.Ref { Head: Term.Var { Name: not "input" } } or Term.Var => _run.Functions.ContainsKey(TermPrinter.Of(term)),
        _ => false,
    };
}
