using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>Checks what <c>with</c> may replace, and moves values that must be looked up into the body before it.</summary>
internal sealed class WithTargets(FunctionTable functions, RuleTree rules, LocalNames names, List<RegoError> errors) : TreeRewriter
{
    public override Body Rewrite(Body body)
    {
        var visited = base.Rewrite(body);
        if (visited.Exprs.All(static expr => expr.Withs.Count == 0))
        {
            return visited;
        }

        var result = new List<Expr>(body.Exprs.Count);
        foreach (var expr in visited.Exprs)
        {
            result.Add(expr.Withs.Count == 0 ? expr : expr with { Withs = [.. expr.Withs.Select(with => Check(with, result))] });
        }

        return new Body(result);
    }

    private With Check(With with, List<Expr> result)
    {
        if (Fault(with) is { } fault)
        {
            errors.Add(new RegoError(fault.Code, fault.Message, with.Target.Location));
            return with;
        }

        if (with.Value is Term.Var name && functions.Builtin(name) is not null)
        {
            return with with { Value = new Term.Ref(name.Location, name, []) };
        }

        if (NamesFunction(with) || !Equation.NeedsEvaluation(with.Value))
        {
            return with;
        }

        var variable = names.NextVar(with.Value.Location);
        result.Add(Equation.Of(with.Value.Location, variable, with.Value));
        return with with { Value = variable };
    }

    private (string Code, string Message)? Fault(With with)
    {
        switch (with.Target)
        {
            case Term.Ref { Head: Term.Var { Name: "input" } }:
                return null;
            case Term.Ref { Head: Term.Var { Name: "data" } } document:
                return CutsRule(document) ? (ErrorCodes.Compile, "with keyword cannot partially replace virtual document(s)") : null;
            case Term.Ref or Term.Var when functions.Builtin(with.Target) is { } builtin:
                return BuiltinFault(builtin.Name, builtin.IsRelation);
            default:
                return (ErrorCodes.Type, "with keyword target must reference existing input, data, or a function");
        }
    }

    private static (string Code, string Message)? BuiltinFault(string name, bool isRelation)
    {
        const string Prefix = "with keyword replacing built-in function: ";
        if (name is "eq" or "rego.metadata.chain" or "rego.metadata.rule")
        {
            return (ErrorCodes.Compile, $"{Prefix}replacement of \"{name}\" invalid");
        }

        if (name.StartsWith("internal.", StringComparison.Ordinal))
        {
            return (ErrorCodes.Compile, $"{Prefix}replacement of internal function \"{name}\" invalid");
        }

        if (isRelation)
        {
            return (ErrorCodes.Compile, Prefix + "target must not be a relation");
        }

        return name == "print" ? (ErrorCodes.Compile, Prefix + "target must not be a void function") : null;
    }

    private bool CutsRule(Term.Ref document)
    {
        var node = rules.Root;
        foreach (var operand in document.Operands.SkipLast(1))
        {
            if (operand is not Term.Constant constant || node.Child(constant.Value) is not { } child)
            {
                return false;
            }

            if (child.Rules.Count > 0)
            {
                return true;
            }

            node = child;
        }

        return false;
    }

    // A function is replaced by a function when its name stands there, by a value otherwise.
    private bool NamesFunction(With with)
    {
        if (with.Value is Term.Ref { Head: Term.Var { Name: "data" } } value && rules.Find(value.Operands) is { } found)
        {
            return functions.Builtin(with.Target) is not null
                || functions.Rules(with.Target).Any(static rule => rule.Head.IsFunction)
                || found.Rules.Exists(static rule => rule.Head.IsFunction);
        }

        return with.Value is Term.Ref && functions.Builtin(with.Value) is not null;
    }
}
