using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego;

/// <summary>Describes compiled rules to those outside the engine.</summary>
internal static class RuleDescriptions
{
    public static IReadOnlyList<RuleDescription> Of(CompiledPolicy policy) =>
        [.. policy.Modules.SelectMany(static module => module.Rules).SelectMany(Links).Select(Describe)];

    /// <summary>For each source the rows in which a head or a written expression begins, ascending.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<int>> CoverableRows(CompiledPolicy policy)
    {
        var places = new HashSet<(string File, int Row)>();
        foreach (var rule in policy.Modules.SelectMany(static module => module.Rules).SelectMany(Links))
        {
            places.Add((rule.Head.Location.File, rule.Head.Location.Row));
            TreeWalk.Exprs(rule, expr =>
            {
                if (!expr.Generated)
                {
                    places.Add((expr.Location.File, expr.Location.Row));
                }
            });
        }

        return places.GroupBy(static place => place.File, static place => place.Row, StringComparer.Ordinal)
            .ToDictionary(static file => file.Key, static file => (IReadOnlyList<int>)[.. file.Order()], StringComparer.Ordinal);
    }

    private static IEnumerable<Rule> Links(Rule rule)
    {
        for (var link = rule; link is not null; link = link.Else)
        {
            yield return link;
        }
    }

    private static RuleDescription Describe(Rule rule)
    {
        var path = rule.Head.Path;
        var text = path.Count == 1 ? "data" : new Term.Ref(rule.Location, path[0], [.. path.Skip(1)]).ToString();
        return new RuleDescription(text, rule.Head.Location.File, rule.Head.Location.Row, KindOf(rule));
    }

    private static RuleDescriptionKind KindOf(Rule rule)
    {
        if (rule.IsDefault)
        {
            return RuleDescriptionKind.Default;
        }

        if (rule.Head.IsFunction)
        {
            return RuleDescriptionKind.Function;
        }

        if (rule.Head.Kind == RuleKind.MultiValue)
        {
            return RuleDescriptionKind.PartialSet;
        }

        return rule.Head.Path.Skip(1).All(static part => part is Term.Constant)
            ? RuleDescriptionKind.Complete
            : RuleDescriptionKind.PartialObject;
    }
}
