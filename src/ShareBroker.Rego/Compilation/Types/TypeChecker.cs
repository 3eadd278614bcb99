using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>
/// Infers what rules and variables may hold and reports what can never match: equations of types without a common value, arguments of a
/// wrong type,
/// references into what has no such part. Base data and input may be anything.
/// </summary>
internal sealed partial class TypeChecker(
    BuiltinTable builtins, TypeNode documents, Func<string, string> written, RegoType? input = null)
{
    private readonly Dictionary<Term, Closure> _closures = new(ReferenceEqualityComparer.Instance);

    // A comprehension is checked once, where it stands.
    private sealed record Closure(RegoType? Type, IReadOnlyList<RegoError> Errors);

    /// <summary>Checks a definition after all that it reads, and remembers the type of its document.</summary>
    public IReadOnlyList<RegoError> Check(Rule rule, Func<List<RegoError>, GivenTypes?>? schemas = null)
    {
        var errors = new List<RegoError>();
        var given = schemas?.Invoke(errors);
        var scope = Outermost(given).Inner();
        errors.AddRange(CheckBody(rule.Body, scope));
        var path = rule.Head.Path.Skip(1).TakeWhile(static term => term is Term.Constant)
            .Select(static term => ((Term.Constant)term).Value).ToArray();
        if (errors.Count > 0)
        {
            // Others that read a faulty rule have no fault by it.
            documents.Put(path, Types.Anything);
            return errors;
        }

        if (TypeOf(rule, scope, rule.Head.Path.Count - 1 - path.Length) is { } type)
        {
            documents.Insert(path, type);
        }

        return [];
    }

    /// <summary>Checks a query.</summary>
    public IReadOnlyList<RegoError> Check(Body query) => CheckBody(query, Outermost(null).Inner());

    private TypeScope Outermost(GivenTypes? given) =>
        new(null, documents, builtins, given ?? (input is null ? null : new GivenTypes(input)));

    private RegoType? TypeOf(Rule rule, TypeScope scope, int dynamicCount)
    {
        var head = rule.Head;
        if (head.Arguments is { Count: > 0 } arguments)
        {
            foreach (var name in arguments.SelectMany(static argument => Vars.Of(argument)).Where(name => scope.Find(name) is null))
            {
                scope.Put(name, Types.Anything);
            }

            return new RegoType.Function([.. arguments.Select(argument => TypeOf(argument, scope))], TypeOf(head.Value!, scope), false);
        }

        if (head.Kind == RuleKind.MultiValue)
        {
            // As in OPA, nothing is known of sets behind names that only the evaluation knows.
            return dynamicCount > 0 ? Types.Object(Types.Anything, Types.Anything)
                : TypeOf(head.Key!, scope) is { } member ? Types.Set(member) : null;
        }

        var type = TypeOf(head.Value!, scope);
        foreach (var operand in head.Path.TakeLast(dynamicCount).Reverse())
        {
            var key = TypeOf(operand, scope);
            type = type is null || key is null ? null : Types.Object(key, type);
        }

        return type;
    }

    private List<RegoError> CheckBody(Body body, TypeScope scope)
    {
        var errors = new List<RegoError>();
        foreach (var expr in body.Exprs)
        {
            if (expr.Statement is Statement.Logic logic)
            {
                errors.AddRange(logic.Operands.SelectMany(operand => CheckBody(operand.Body, scope.Inner())));
                continue;
            }

            var before = errors.Count;
            CheckClosures(expr, scope, errors);
            CheckRefs(expr, scope, errors);
            var fault = CheckWiths(expr, scope) ?? CheckExpr(expr, scope);
            if (fault is not null && errors.Count == before)
            {
                errors.Add(fault);
            }
        }

        return errors;
    }

    private void CheckClosures(Expr expr, TypeScope scope, List<RegoError> errors) => TreeWalk.Terms(expr, term =>
    {
        if (TreeWalk.BodyOf(term) is null)
        {
            return false;
        }

        errors.AddRange(Check(term, scope).Errors);
        return true;
    });

    private Closure Check(Term comprehension, TypeScope scope)
    {
        if (_closures.TryGetValue(comprehension, out var known))
        {
            return known;
        }

        var inner = scope.Inner();
        var errors = CheckBody(TreeWalk.BodyOf(comprehension)!, inner);
        RegoType? type = errors.Count > 0 ? null : comprehension switch
        {
            Term.ArrayComprehension c => Types.Array([], TypeOf(c.Item, inner) ?? Types.Anything),
            Term.SetComprehension c => Types.Set(TypeOf(c.Item, inner)),
            Term.ObjectComprehension c when TypeOf(c.Key, inner) is null && TypeOf(c.Value, inner) is null => null,
            Term.ObjectComprehension c => Types.Object(TypeOf(c.Key, inner), TypeOf(c.Value, inner)),
            _ => null,
        };
        return _closures[comprehension] = new Closure(type, errors);
    }

    private RegoType? TypeOf(Term term, TypeScope scope) => term switch
    {
        Term.Constant constant => Types.Of(constant.Value),
        Term.Var variable => scope.Find(variable.Name),
        Term.Ref reference => scope.OfRef(reference),
        Term.Array { Items.Count: 0 } => Types.Array([], Types.Anything),
        Term.Array array => Types.Array([.. array.Items.Select(item => TypeOf(item, scope))], null),
        Term.Set set => Types.Set(Types.AnyOf(set.Items.Select(item => TypeOf(item, scope))) ?? Types.Anything),
        Term.Object entries => TypeOf(entries, scope),
        _ when TreeWalk.BodyOf(term) is not null => Check(term, scope).Type,
        _ => null,
    };

    private RegoType TypeOf(Term.Object entries, TypeScope scope)
    {
        var known = new SortedDictionary<RegoValue, RegoType?>();
        RegoType? key = null;
        RegoType? value = null;
        foreach (var entry in entries.Entries)
        {
            if (WrittenValue.Of(entry.Key) is { } constant)
            {
                known[constant] = TypeOf(entry.Value, scope);
            }
            else
            {
                // Of two unknown parts one stays unknown, or the type would say that there are no other keys.
                value = TypeOf(entry.Value, scope);
                key = TypeOf(entry.Key, scope) ?? (value is null ? Types.Anything : null);
            }
        }

        return entries.Entries.Count == 0 ? Types.Object(Types.Anything, Types.Anything) : Types.Object(known, key, value);
    }

    private static RegoError? CheckWiths(Expr expr, TypeScope scope)
    {
        foreach (var with in expr.Withs)
        {
            if (with.Value is Term.Ref value
                && scope.Function(with.Target) is RegoType.Function target
                && scope.Function(value) is RegoType.Function replacement
                && !TypeUnification.Unifies(target, replacement))
            {
                return Error(with.Location, $"{with.Target}: arity mismatch{Signature(replacement.Arguments, target)}");
            }
        }

        return null;
    }

    private RegoError? CheckExpr(Expr expr, TypeScope scope)
    {
        if (expr.Call is not { } call)
        {
            return null;
        }

        if (!Equation.Is(call))
        {
            return CheckCall(expr.Location, call, null, scope);
        }

        if (call.Arguments[1] is Term.Call inner)
        {
            return CheckCall(inner.Location, inner, call.Arguments[0], scope);
        }

        var (left, right) = (TypeOf(call.Arguments[0], scope), TypeOf(call.Arguments[1], scope));
        return Unify(call.Arguments[0], left, call.Arguments[1], right, scope)
            ? null
            : NoMatch(expr.Location, left, right);
    }

    private RegoError? CheckCall(Location place, Term.Call call, Term? output, TypeScope scope)
    {
        var type = scope.Function(call.Function);
        if (type is RegoType.Any)
        {
            // Its definition has a fault, or several definitions differ: nothing is known of the result.
            if (output is not null)
            {
                Unify(output, Types.Anything, scope, union: false);
            }

            return null;
        }

        if (type is not RegoType.Function function)
        {
            return Error(place, $"undefined function {call.Function}");
        }

        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var wanted = i < function.Arguments.Count ? function.Arguments[i] : Types.Anything;
            if (wanted is not null && !Unify(call.Arguments[i], wanted, scope, union: false))
            {
                return InvalidArguments(place, call, function, scope);
            }
        }

        if (output is null)
        {
            return null;
        }

        var (result, wants) = (function.Result ?? Types.Anything, TypeOf(output, scope));
        var fits = IsKnown(wants) ? TypeUnification.Unifies(result, wants) : Unify(output, result, scope, union: false);
        return fits ? null : NoMatch(place, result, wants);
    }

    private static RegoError NoMatch(Location place, RegoType? left, RegoType? right) =>
        Error(place, $"match error\n\tleft  : {left?.ToString() ?? "???"}\n\tright : {right?.ToString() ?? "???"}");

    private RegoError InvalidArguments(Location place, Term.Call call, RegoType.Function function, TypeScope scope) => Error(
        place,
        $"{call.Function}: invalid argument(s){Signature([.. call.Arguments.Select(argument => TypeOf(argument, scope))], function)}");

    private static string Signature(IReadOnlyList<RegoType?> have, RegoType.Function want) =>
        $"\n\thave: ({string.Join(", ", have.Select(static t => t?.ToString() ?? "???"))})"
        + $"\n\twant: ({string.Join(", ", want.Arguments.Append(want.Result).Where(static t => t is not null))})";

    private static RegoError Error(Location place, string message) => new(ErrorCodes.Type, message, place);
}
