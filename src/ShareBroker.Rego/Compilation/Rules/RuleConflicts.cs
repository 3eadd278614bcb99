using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation.Rules;

/// <summary>Definitions that cannot stand beside each other: of different kinds, one inside of the other, or two defaults.</summary>
internal sealed class RuleConflicts(RuleTree tree, IReadOnlyList<Module> modules, LocalNames names, List<RegoError> errors)
{
    public void Check()
    {
        foreach (var node in tree.Root.Descend().Where(static node => node.Rules.Count > 0))
        {
            if (Conflict(node) is { } fault)
            {
                errors.Add(fault);
            }
        }

        foreach (var node in tree.Root.Descend().Where(static node => node.IsPackage && node.Rules.Count > 0))
        {
            PackageConflicts(node);
        }
    }

    private RegoError? Conflict(RuleTreeNode node)
    {
        var rules = node.Rules;
        var name = NameOf(rules[^1]);
        if (rules.Exists(IsGround))
        {
            var inside = node.Descend().Skip(1).SelectMany(static below => below.Rules).Select(NameOf)
                .Distinct().Order(StringComparer.Ordinal).ToArray();
            if (inside.Length > 0)
            {
                return Error(rules[0].Location, $"rule {name} conflicts with [{string.Join(' ', inside)}]");
            }
        }

        var kinds = rules.Select(static rule => rule.Head.Kind).Distinct().Count();
        var arities = rules.Select(static rule => rule.Head.Arguments?.Count ?? 0).Distinct().Count();
        var complete = rules.Count(static rule => rule.Head.Kind == RuleKind.SingleValue && IsGround(rule));
        if (kinds > 1 || arities > 1 || (complete > 0 && complete < rules.Count))
        {
            return Error(rules[0].Location, $"conflicting rules {name} found");
        }

        var defaults = rules.Where(static rule => rule.IsDefault).ToArray();
        if (defaults.Length > 1)
        {
            var places = string.Join(", ", defaults.Select(static rule => rule.Location.ToString()));
            return Error(PackageOf(defaults[0]), $"multiple default rules {name} found at {places}");
        }

        return null;
    }

    private void PackageConflicts(RuleTreeNode node)
    {
        foreach (var rule in node.Rules.Where(IsGround))
        {
            var path = rule.Head.Path.Skip(1).Select(TermPrinter.Plain).ToArray();
            foreach (var module in modules.Where(module => module.Package.Path.SequenceEqual(path, StringComparer.Ordinal)))
            {
                errors.Add(Error(
                    PackageOf(rule),
                    $"package {string.Join('.', module.Package.Path)} conflicts with rule {NameOf(rule)} defined at {rule.Location}"));
            }
        }
    }

    private Location PackageOf(Rule rule) =>
        modules.FirstOrDefault(module => module.File == rule.Location.File)?.Package.Location ?? rule.Location;

    private static bool IsGround(Rule rule) => rule.Head.Path.Skip(1).All(static operand => operand is Term.Constant);

    private string NameOf(Rule rule) => TermPrinter.OfPath(
        [.. rule.Head.Path.Select(term => term is Term.Var variable ? variable with { Name = names.WrittenFor(variable.Name) } : term)]);

    private static RegoError Error(Location place, string message) => new(ErrorCodes.Type, message, place);
}
