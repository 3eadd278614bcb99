using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Makes of a program one in the language of before OPA 1.0, each module in its own way of asking for what came later.</summary>
internal static class OldForm
{
    private static readonly string[] Keywords = ["contains", "every", "if", "in"];

    public static FuzzProgram Of(FuzzProgram program, Dice dice)
    {
        var modules = program.Modules.Select(node => Of(node, dice)).ToArray();
        return program with { Modules = modules, IsV0 = true, Origin = "grammar v0" };
    }

    private static Node Of(Node node, Dice dice)
    {
        if (Parser.ParseModule("m", node.ToString()).Result is not { } module)
        {
            return node;
        }

        if (CaseMaterial.ImportsV1(module))
        {
            return SyntaxNodes.Of(module);
        }

        return dice.Weighed(2, 2, 4, 4, 1) switch
        {
            0 => SyntaxNodes.Of(module, isOld: false, "rego.v1"),
            1 => SyntaxNodes.Of(module, isOld: false, "future.keywords"),
            2 => SyntaxNodes.Of(module, isOld: true, "future.keywords"),
            3 => SyntaxNodes.Of(module, isOld: true, [.. Keywords.Where(word => Uses(node, word)).Select(Future)]),
            // Without what it needs: what is said then has to be the same, too.
            _ => SyntaxNodes.Of(module, isOld: true, [.. Keywords.Where(_ => dice.Chance(50)).Select(Future)]),
        };
    }

    private static string Future(string word) => "future.keywords." + word;

    private static bool Uses(Node node, string word) =>
        node.ToString().Contains(word == "every" ? "every " : $" {word} ", StringComparison.Ordinal) && word != "if";
}
