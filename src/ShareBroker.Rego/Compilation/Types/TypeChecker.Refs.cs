using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

internal sealed partial class TypeChecker
{
    // Where the last reference that was refused goes astray.
    private RefMiss? _miss;

    // References in closures are checked with the closures; those of `every` bodies here.
    private void CheckRefs(Expr expr, TypeScope scope, List<RegoError> errors)
    {
        if (expr.Statement is Statement.Every every)
        {
            foreach (var inner in every.Body.Exprs)
            {
                CheckRefs(inner, scope, errors);
            }
        }

        IReadOnlyList<Term> terms = expr.Call switch
        {
            null => expr.Term is { } term ? [term] : [],
            var call when Equation.Is(call) && call.Arguments[1] is Term.Call inner => [call.Arguments[0], .. inner.Arguments],
            var call => call.Arguments,
        };
        TreeWalk.Terms(terms, inner =>
        {
            if (inner is Term.Ref reference && CheckRef(reference, scope) is { } fault)
            {
                errors.Add(fault);
                return true;
            }

            return TreeWalk.BodyOf(inner) is not null;
        });
    }

    private RegoError? CheckRef(Term.Ref reference, TypeScope scope)
    {
        _miss = null;
        if (scope.Given?.Find(reference) is { } given)
        {
            return CheckParts(reference, scope, given.Type, given.At) ? null : Undefined(reference);
        }

        switch (reference.Head)
        {
            case Term.Var { Name: "data" }:
                return scope.Function(reference) is RegoType.Function function
                    ? Undefined(reference, function)
                    : CheckDocument(reference, scope, documents, 0) ? null : Undefined(reference);
            case Term.Var { Name: "input" }:
                return CheckParts(reference, scope, Types.Anything, 0) ? null : Undefined(reference);
            case Term.Var head:
                if (scope.Find(head.Name) is not { } type)
                {
                    scope.Put(head.Name, type = Types.Anything);
                }

                return CheckParts(reference, scope, type, 0) ? null : Undefined(reference);
            default:
                return null;
        }
    }

    // Steps through documents that rules define; where no rule reaches, base data may have anything.
    private bool CheckDocument(Term.Ref reference, TypeScope scope, TypeNode node, int at)
    {
        if (at == reference.Operands.Count)
        {
            return true;
        }

        var operand = reference.Operands[at];
        if (at < 2 && documents.Children.Count > 0 && operand is not (Term.Var or Term.Constant { Value: RegoString }))
        {
            return false;
        }

        if (node.Children.Count > 0 && operand is Term.Var variable && !Meet(variable.Name, Types.Keys(node.Extent()), scope))
        {
            return false;
        }

        if (operand is not Term.Constant constant || !node.Children.TryGetValue(constant.Value, out var child))
        {
            foreach (var open in reference.Operands.Skip(at).SelectMany(static part => Vars.Of(part))
                .Where(name => scope.Find(name) is null))
            {
                scope.Put(open, Types.Anything);
            }

            return true;
        }

        return child.Type is { } type ? CheckParts(reference, scope, type, at + 1) : CheckDocument(reference, scope, child, at + 1);
    }

    private static bool Meet(string name, RegoType? type, TypeScope scope)
    {
        if (scope.Find(name) is { } known)
        {
            return TypeUnification.Unifies(known, type);
        }

        scope.Put(name, type);
        return true;
    }

    private bool CheckParts(Term.Ref reference, TypeScope scope, RegoType? type, int at)
    {
        for (; at < reference.Operands.Count; at++)
        {
            if (Types.Keys(type) is not { } keys)
            {
                _miss = new RefMiss(at, type, null, null);
                return false;
            }

            var operand = reference.Operands[at];
            switch (operand)
            {
                case Term.Constant constant:
                    var part = Types.Select(type, constant.Value);
                    if (part is null)
                    {
                        _miss = new RefMiss(at, null, keys, type);
                        return false;
                    }

                    type = part;
                    continue;
                case Term.Var variable when !Meet(variable.Name, keys, scope):
                    _miss = new RefMiss(at, scope.Find(variable.Name), keys, type);
                    return false;
                case Term.Array or Term.Object or Term.Set when !Unify(operand, keys, scope, union: false):
                    _miss = new RefMiss(at, TypeOf(operand, scope), keys, null);
                    return false;
            }

            type = Types.Values(type);
        }

        return true;
    }

    private RegoError Undefined(Term.Ref reference, RegoType? whole = null)
    {
        var shown = (Term.Ref)new WrittenNames(written).Rewrite(reference);
        var miss = whole is null ? _miss : new RefMiss(reference.Operands.Count, whole, null, null);
        return Error(reference.Location, $"undefined ref: {shown}{miss?.Explain(shown)}");
    }
}
