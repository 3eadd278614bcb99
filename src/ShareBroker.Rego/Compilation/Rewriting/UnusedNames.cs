using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>What strict compilation refuses of names: arguments and assigned variables that nothing reads.</summary>
internal static class UnusedNames
{
    /// <summary>Arguments that neither the value nor a body of any branch names; a pattern that names one twice reads it.</summary>
    public static void Arguments(Rule rule, Func<string, string> written, List<RegoError> errors)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        TreeWalk.Terms(rule.Head.Arguments ?? [], term => Count(term, counts));
        var arguments = counts.Keys.ToArray();
        foreach (var branch in rule.Branches())
        {
            TreeWalk.Terms(branch.Head.Value, term => Count(term, counts));
            TreeWalk.Terms(branch.Body, term => Count(term, counts));
        }

        errors.AddRange(arguments.Where(name => counts[name] == 1 && !Vars.Reserved.Contains(name))
            .Select(written).Where(static name => !name.StartsWith('$')).Order(StringComparer.Ordinal)
            .Select(name => Error(rule.Head.Location, $"unused argument {name}. (hint: use _ (wildcard variable) instead)")));
    }

    /// <summary>Variables that the innermost scope assigned and that are named nowhere else in it, nor in the head.</summary>
    public static void Assigned(Body body, LocalScopes scopes, HashSet<string> used, List<RegoError> errors)
    {
        var assigned = scopes.Assigned().Where(pair => !pair.Written.StartsWith('$') && !used.Contains(pair.Written)).ToArray();
        if (assigned.Length == 0)
        {
            return;
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        TreeWalk.Terms(body, term => Count(term, counts));
        foreach (var (written, name) in assigned.Where(pair => counts.GetValueOrDefault(pair.Name) <= 1)
            .OrderBy(static pair => pair.Name.Length).ThenBy(static pair => pair.Name, StringComparer.Ordinal))
        {
            var place = body.Exprs.FirstOrDefault(expr => Vars.Of(expr).Contains(name)) ?? body.Exprs[0];
            errors.Add(Error(place.Location, $"assigned var {written} unused"));
        }
    }

    private static bool Count(Term term, Dictionary<string, int> counts)
    {
        if (term is Term.Var variable)
        {
            counts[variable.Name] = counts.GetValueOrDefault(variable.Name) + 1;
        }

        return false;
    }

    private static RegoError Error(Location place, string message) => new(ErrorCodes.Compile, message, place);
}
