using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>What v1 forbids in a module as a whole: hiding <c>input</c> and <c>data</c>, two imports of one name, deprecated
/// builtins.</summary>
internal static class ModuleChecks
{
    public static IEnumerable<RegoError> RootOverrides(IReadOnlyList<Rule> rules)
    {
        var errors = new List<RegoError>();
        foreach (var rule in rules)
        {
            if (rule.Head.Path[0] is Term.Var { Name: var name } && Vars.Reserved.Contains(name))
            {
                errors.Add(Error(rule.Location, $"rules must not shadow {name} (use a different rule name)"));
            }
        }

        foreach (var branch in rules.SelectMany(static rule => rule.Branches()))
        {
            TreeWalk.Exprs(branch, expr =>
            {
                if (expr.Call is { Function: Term.Var { Name: "assign" }, Arguments: [Term.Ref { Operands.Count: 0 } root, ..] })
                {
                    errors.Add(Error(expr.Location, $"variables must not shadow {root} (use a different variable name)"));
                }
            });
        }

        return errors;
    }

    /// <summary>Calls of builtins where a rule should stand: <c>count(x)</c> alone in a row defines nothing.</summary>
    public static IEnumerable<RegoError> BareCalls(IReadOnlyList<Rule> rules, BuiltinTable builtins) => rules
        .Where(rule => rule.IsBareCall && builtins.Find(string.Join('.', rule.Head.Path.Select(TermPrinter.Plain))) is not null)
        .Select(static rule => new RegoError(ErrorCodes.Parse, "rule name conflicts with built-in function", rule.Location));

    public static IEnumerable<RegoError> DuplicateImports(Module module)
    {
        var names = new Dictionary<string, Import>(StringComparer.Ordinal);
        foreach (var import in module.Imports)
        {
            if (!names.TryAdd(import.Name, import))
            {
                var first = names[import.Name];
                var alias = first.Alias is null ? string.Empty : $" as {first.Alias}";
                yield return Error(import.Location, $"import must not shadow import {first.PathText}{alias}");
            }
        }
    }

    /// <summary>Imports whose name the module never says.</summary>
    public static IEnumerable<RegoError> UnusedImports(Module module, RefResolver resolver) =>
        module.Imports.Where(import => import.Head is "data" or "input" && !resolver.Uses(import.Name))
            .Select(static import =>
            {
                var alias = import.Alias is null ? string.Empty : $" as {import.Alias}";
                return Error(import.Location, $"import {import.PathText}{alias} unused");
            });

    public static IEnumerable<RegoError> DeprecatedBuiltins(IReadOnlyList<Rule> rules) =>
        rules.SelectMany(static rule => rule.Branches()).SelectMany(static branch =>
            ForbiddenCalls(visit => TreeWalk.Exprs(branch, visit), BuiltinTable.Deprecated, "deprecated"));

    /// <summary>Calls of functions that the host forbids.</summary>
    public static IEnumerable<RegoError> ForbiddenCalls(Action<Action<Expr>> exprs, IReadOnlySet<string> names, string sort)
    {
        var errors = new List<RegoError>();
        exprs(expr =>
        {
            // A call whose value has a name is told where it stands itself, not where its expression begins.
            var (call, place) = Equation.Is(expr)
                ? (expr.Call!.Arguments[1] as Term.Call, expr.Call.Arguments[1].Location)
                : (expr.Call, expr.Location);
            if (call is not null && names.Contains(call.Name))
            {
                errors.Add(new RegoError(ErrorCodes.Type, $"{sort} built-in function calls in expression: {call.Name}", place));
            }
        });
        return errors;
    }

    /// <summary>Calls of functions without a value where a value is needed.</summary>
    public static IEnumerable<RegoError> VoidCalls(Rule rule)
    {
        var errors = new List<RegoError>();
        TreeWalk.Terms(rule.Head, term => VoidCall(term, errors));
        TreeWalk.Exprs(rule, expr => VoidCalls(expr, errors));
        return errors;
    }

    /// <summary>The same for a query.</summary>
    public static IEnumerable<RegoError> VoidCalls(Body query)
    {
        var errors = new List<RegoError>();
        TreeWalk.Exprs(query, expr => VoidCalls(expr, errors));
        return errors;
    }

    private static void VoidCalls(Expr expr, List<RegoError> errors)
    {
        IReadOnlyList<Term> values = expr.Call is { } call ? call.Arguments : expr.Term is { } term ? [term] : [];
        TreeWalk.Terms(values, inner => VoidCall(inner, errors));
    }

    // Bodies of closures are visited as bodies: a call that is a whole statement there is no value.
    private static bool VoidCall(Term term, List<RegoError> errors)
    {
        if (term is Term.Call { Function: Term.Var { Name: "print" } } call)
        {
            errors.Add(new RegoError(ErrorCodes.Type, $"{call} used as value", call.Location));
        }

        return TreeWalk.BodyOf(term) is not null;
    }

    private static RegoError Error(Location place, string message) => new(ErrorCodes.Compile, message, place);
}
