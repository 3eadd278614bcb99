using System.Text;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Removal;

/// <summary>The rules that are written in Rego earn their place too: without one of their definitions the rules do not compile, or some
/// scenario is decided otherwise.</summary>
public sealed class DefinitionRemovalTests
{
    [Fact]
    public void Taking_out_any_definition_of_a_rule_changes_a_scenario()
    {
        var packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));
        var bench = new ScenarioBench(packs.Compiled);
        var modules = packs.Files.Where(file => file.IsModule && !file.IsTest)
            .ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);
        var named = packs.Compiled.Rules.Where(rule => HasId(modules[rule.File], rule.Row)).Select(rule => rule.Path).ToHashSet();

        var unnoticed = packs.Compiled.Rules.Where(rule => named.Contains(rule.Path))
            .Where(rule => Without(modules, rule, packs) is { } policy && !bench.Notices(policy, regime: ""))
            .Select(rule => $"{rule.Path} {rule.File}:{rule.Row}")
            .ToList();

        named.Count.ShouldBeGreaterThan(8);
        unnoticed.ShouldBeEmpty();
    }

    // A definition that is a rule of the regimes has the rule's id in the annotation before it.
    private static bool HasId(string text, int row) => text.Split('\n')[..(row - 1)].Reverse()
        .TakeWhile(line => line.StartsWith('#')).Any(line => line.StartsWith("#   id: ", StringComparison.Ordinal));

    // A definition ends at the first empty line.
    private static RegoPolicy? Without(Dictionary<string, string> modules, RuleDescription rule, PolicySet packs)
    {
        var lines = modules[rule.File].Split('\n');
        var end = Array.FindIndex(lines, rule.Row - 1, line => line.Trim().Length == 0);
        var text = string.Join('\n', lines.Where((_, index) => index < rule.Row - 1 || (end >= 0 && index >= end)));
        try
        {
            return RegoPolicy.Compile(
                modules.Select(module => new RegoSource(module.Key, module.Key == rule.File ? text : module.Value)), packs.Data);
        }
        catch (RegoCompileException)
        {
            return null;
        }
    }
}
