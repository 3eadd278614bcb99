using System.Globalization;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>Finds test rules by their names, and gives rules of one name names of their own.</summary>
internal static class TestNames
{
    /// <summary>How many parts of the path name the test; 0 when the rule is none.</summary>
    public static int Length(Head head)
    {
        for (var i = 0; i < head.Path.Count && (i == 0 || head.Path[i] is Term.Constant); i++)
        {
            var part = TermPrinter.Plain(head.Path[i]);
            if (part.StartsWith("test_", StringComparison.Ordinal) || part.StartsWith("todo_test_", StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>The modules with the second test of a name called <c>name#01</c>, the third <c>name#02</c> and so on.</summary>
    public static IReadOnlyList<Module> Distinct(IReadOnlyList<Module> modules)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var named = modules.OrderBy(static module => module.File, StringComparer.Ordinal)
            .ToDictionary(static module => module, module => module with
            {
                Rules = [.. module.Rules.Select(rule => Named(rule, string.Join('/', module.Package.Path), counts))],
            });
        return [.. modules.Select(module => named[module])];
    }

    private static Rule Named(Rule rule, string package, Dictionary<string, int> counts)
    {
        var length = Length(rule.Head);
        if (length == 0 || !TermPrinter.Plain(rule.Head.Path[length - 1]).StartsWith("test_", StringComparison.Ordinal))
        {
            return rule;
        }

        var key = $"{package}:{TermPrinter.OfPath([.. rule.Head.Path.Take(length)])}";
        var before = counts.GetValueOrDefault(key);
        counts[key] = before + 1;
        return before == 0 ? rule : Renamed(rule, length - 1, string.Create(CultureInfo.InvariantCulture, $"#{before:00}"));
    }

    private static Rule Renamed(Rule rule, int at, string suffix)
    {
        var path = rule.Head.Path.ToArray();
        path[at] = path[at] switch
        {
            Term.Var variable => variable with { Name = variable.Name + suffix },
            Term.Constant { Value: RegoString text } constant => constant with { Value = RegoString.Of(text.Value + suffix) },
            var part => part,
        };
        return rule with
        {
            Head = rule.Head with { Path = path }, Else = rule.Else is null ? null : Renamed(rule.Else, at, suffix),
        };
    }
}
