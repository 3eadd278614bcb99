using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation.Safety;

/// <summary>Variables of a head must come up in the body or the parameters.</summary>
internal static class HeadSafety
{
    public static IEnumerable<RegoError> Check(Rule rule, LocalNames names)
    {
        var head = rule.Head;
        var needed = Vars.New();
        Vars.AddAll(needed, head.Path.Skip(1), VarScope.All);
        Vars.Add(needed, head.Key, VarScope.All);
        Vars.Add(needed, head.Value, VarScope.All);
        needed.ExceptWith(Vars.Reserved);
        if (needed.Count == 0)
        {
            return [];
        }

        var known = Vars.Of(rule.Body, VarScope.Safety);
        Vars.AddAll(known, head.Arguments ?? [], VarScope.All);
        return needed
            .Where(name => !known.Contains(name))
            .Select(names.WrittenFor)
            .Where(static name => !name.StartsWith("__local", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new RegoError(ErrorCodes.UnsafeVar, $"var {(name.StartsWith('$') ? "_" : name)} is unsafe", rule.Location));
    }
}
