using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Bodies, expressions, <c>not</c>, <c>every</c> and <c>with</c>.</summary>
internal sealed partial class BodyPlanner
{
    private static bool IsUnification(Term.Call call) => call.Function is Term.Var { Name: "eq" or "assign" };

    private static bool IsSomeMember(Term.Call call) => call.Name is "internal.member_2" or "internal.member_3";

    private void PlanBody(Body body)
    {
        foreach (var expr in body.Exprs)
        {
            PlanExpr(expr);
        }
    }

    private void PlanExpr(Expr expr)
    {
        if (expr.Negated)
        {
            var first = Block(() =>
            {
                PlanScoped(expr);
                return new Step.Found();
            });
            _plan.Add(first is Step.Sequence { Whole: { } checks } ? new Check.Fails(checks) : new Check.Not(first));
        }
        else
        {
            PlanScoped(expr);
        }

        if (_program.Coverage && !expr.Generated)
        {
            _plan.Add(new Check.Cover(expr.Location));
        }
    }

    private void PlanScoped(Expr expr)
    {
        if (expr.Withs.Count == 0)
        {
            PlanStatement(expr.Statement);
            return;
        }

        var replacements = expr.Withs.Select(PlanWith).ToArray();
        _plan.Add(new Step.EnterScope(replacements));
        PlanStatement(expr.Statement);
        _plan.Add(new Step.LeaveScope());
    }

    private void PlanStatement(Statement statement)
    {
        switch (statement)
        {
            case Statement.Claim { Term: Term.Call call }:
                PlanCallClaim(call);
                break;
            case Statement.Claim claim:
                _plan.Add(new Check.Holds(PlanTerm(claim.Term)));
                break;
            case Statement.Every every:
                PlanEvery(every);
                break;
            case Statement.Logic logic:
                PlanLogic(logic);
                break;
            case Statement.Some { Symbols: [Term.Call member] } when IsSomeMember(member):
                PlanSomeMember(member);
                break;
        }
    }

    private void PlanEvery(Statement.Every every)
    {
        var domain = PlanTerm(every.Domain);
        Pattern key = Pattern.Any.Instance;
        Pattern value = Pattern.Any.Instance;
        var first = Block(() =>
        {
            key = every.Key is null ? key : PlanPattern(every.Key);
            value = PlanPattern(every.Value);
            PlanBody(every.Body);
            return new Step.Found();
        });
        _plan.Add(new Check.Every(domain, key, value, first));
    }

    private void PlanLogic(Statement.Logic logic)
    {
        var bodies = logic.Operands.Select(operand => Block(() =>
        {
            PlanBody(operand.Body);
            return new Step.Found();
        })).ToArray();
        _plan.Add(logic.Kind switch
        {
            LogicKind.Not => new Check.Not(bodies[0]),
            LogicKind.And => new Check.All(bodies),
            _ => new Check.Either(bodies),
        });
    }

    private void PlanCallClaim(Term.Call call)
    {
        if (IsUnification(call))
        {
            Unify(call.Arguments[0], call.Arguments[1]);
            return;
        }

        if (IsSomeMember(call) && !call.Arguments.SkipLast(1).All(IsValue))
        {
            PlanSomeMember(call);
            return;
        }

        if (call.Name is "internal.print")
        {
            _plan.Add(new Check.Print(PlanTerm(call.Arguments[0])));
            return;
        }

        var callee = CalleeOf(call);
        if (callee.Arity < call.Arguments.Count)
        {
            var bare = call with { Arguments = [.. call.Arguments.SkipLast(1)] };
            PlanOutput(bare, callee, call.Arguments[^1]);
            return;
        }

        var node = PlanTerm(call);
        _plan.Add((node is ValueNode.RuleCall { Rules.Only: { } only } known ? PlanInlined(known, only) : null) ?? new Check.Holds(node));
    }

    private void PlanOutput(Term.Call call, Callee callee, Term output)
    {
        if (callee is BuiltinCallee { Builtin.Relation: not null } relation)
        {
            PlanRelation(relation, call, PlanPattern(output));
        }
        else
        {
            UnifyNode(PlanTerm(call), output);
        }
    }

    private void PlanRelation(BuiltinCallee relation, Term.Call call, Pattern result) =>
        _plan.Add(new Step.Relation(relation, [.. call.Arguments.Select(PlanTerm)], result, call.Location));

    // some k, v in xs
    private void PlanSomeMember(Term.Call call)
    {
        var domain = PlanTerm(call.Arguments[^1]);
        var key = call.Arguments.Count == 3 ? PlanPattern(call.Arguments[0]) : Pattern.Any.Instance;
        if (call.Arguments[^2] is Term.Var { IsWildcard: false } member && !_bound.Contains(member.Name))
        {
            _bound.Add(member.Name);
            _plan.Add(new Step.Scan(domain, key, SlotOf(member.Name)));
            return;
        }

        var slot = NewSlot();
        _plan.Add(new Step.Scan(domain, key, slot));
        UnifyNode(Read(slot), call.Arguments[^2]);
    }

    private bool BindsOrHasOutput(Term.Call call) =>
        IsUnification(call) || call.Name is "internal.print" || CalleeOf(call).Arity < call.Arguments.Count;

    private Callee CalleeOf(Term.Call call) =>
        _program.FindCallee(call.Function)
        ?? throw new RegoCompileException([new RegoError(ErrorCodes.Type, $"undefined function {call.Name}", call.Location)]);

    private Replacement PlanWith(With with)
    {
        var (head, operands) = with.Target switch
        {
            Term.Var variable => (variable.Name, []),
            Term.Ref { Head: Term.Var variable } reference => (variable.Name, reference.Operands),
            _ => throw Unsafe(with.Target),
        };

        if (_program.FindCallee(with.Target) is { } target)
        {
            // Whatever else must be looked up was looked up before the body came to this.
            return _program.FindCallee(with.Value) is { } standIn ? new Replacement.OfCallByFunction(target, standIn)
                : with.Value is Term.Ref ? new Replacement.OfCallByRule(target, PlanTerm(with.Value))
                : new Replacement.OfCallByValue(target, PlanTerm(with.Value));
        }

        var path = operands.Select(PlanTerm).ToArray();
        var value = PlanTerm(with.Value);
        return head == "input" ? new Replacement.OfInput(path, value) : new Replacement.OfData(path, value);
    }
}
