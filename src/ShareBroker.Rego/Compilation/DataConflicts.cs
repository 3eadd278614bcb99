using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation;

/// <summary>Rules that stand where base data has a value already, or below a value that has no members.</summary>
internal static class DataConflicts
{
    /// <summary>One fault for each such place.</summary>
    public static List<RegoError> Find(CompiledPolicy policy, RegoValue data)
    {
        var found = new List<RegoError>();
        foreach (var node in policy.Rules.Root.Descend().Where(static node => node.Rules.Count > 0))
        {
            var rule = node.Rules[0];
            var path = rule.Head.Path.Skip(1).TakeWhile(static part => part is Term.Constant { Value: RegoString })
                .Select(static part => (RegoString)((Term.Constant)part).Value)
                .ToList();
            if (IsTaken(data, path))
            {
                var place = string.Join('/', path.Select(static part => part.Value));
                found.Add(new RegoError(ErrorCodes.Compile, $"conflicting rule for data path {place} found", rule.Location));
            }
        }

        return found;
    }

    private static bool IsTaken(RegoValue data, List<RegoString> path)
    {
        foreach (var part in path)
        {
            if (data is not RegoObject members)
            {
                return true;
            }

            if (members.Get(part) is not { } inner)
            {
                return false;
            }

            data = inner;
        }

        return true;
    }
}
