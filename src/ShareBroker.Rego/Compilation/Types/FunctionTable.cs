using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>What can be called: builtins and rules.</summary>
internal sealed class FunctionTable(BuiltinTable builtins, RuleTree rules)
{
    public BuiltinSignature? Builtin(Term function) => function switch
    {
        Term.Var name => builtins.Find(name.Name),
        Term.Ref { Head: Term.Var { Name: not "data" } } => builtins.Find(TermPrinter.Of(function)),
        _ => null,
    };

    /// <summary>The rules at exactly this path.</summary>
    public IReadOnlyList<Rule> Rules(Term function) =>
        function is Term.Ref { Head: Term.Var { Name: "data" } } reference ? rules.Find(reference.Operands)?.Rules ?? [] : [];

    /// <summary>How many arguments the function takes; -1 when there is none. A rule without parameters takes none.</summary>
    public int Arity(Term function)
    {
        if (Builtin(function) is { } builtin)
        {
            return builtin.ArgumentTypes.Count;
        }

        var found = Rules(function);
        return found.Count == 0 ? -1 : found[0].Head.Arguments?.Count ?? 0;
    }

    /// <summary>Calls of what does not exist, or with the wrong number of arguments.</summary>
    public void Check(Action<Action<Expr>> exprs, Func<string, string> written, List<RegoError> errors) => exprs(expr =>
    {
        var call = expr.Call;
        var inner = Equation.Is(expr) ? call!.Arguments[1] as Term.Call : null;
        foreach (var candidate in new[] { call, inner })
        {
            if (candidate is not null && Fault(candidate, written) is { } message)
            {
                errors.Add(new RegoError(ErrorCodes.Type, message, candidate == inner ? inner.Location : expr.Location));
            }
        }
    });

    private string? Fault(Term.Call call, Func<string, string> written)
    {
        var arity = Arity(call.Function);
        var given = call.Arguments.Count;
        if (arity < 0)
        {
            return $"undefined function {new WrittenNames(written).Rewrite(call.Function)}";
        }

        if (given == arity)
        {
            return null;
        }

        return Builtin(call.Function) is not null
            ? $"{call.Function}: arity mismatch"
            : $"function {call.Function} has arity {arity}, got {given} argument{(given == 1 ? string.Empty : "s")}";
    }
}
