using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Trees;

namespace ShareBroker.Rego.Fuzz.Tests;

public sealed class ShrinkerTests
{
    [Fact]
    public async Task What_shows_the_difference_is_all_that_stays()
    {
        var call = Node.Term($"count({Node.Term($"[{Node.List(", ", 0, [Node.TermText("1"), Node.TermText("2")])}]")})");
        var rules = new[] { Node.Group($"p := {Node.TermText("1")}"),
            Node.Group($"q := {call}{Node.Optional($" if {Node.Expr($"true")}")}") };
        var module = Node.Group($"package a\n{Node.List("\n", 0, rules)}");
        var program = new FuzzProgram([module, module], Node.Json($"{"{\"a\": 1}"}"), Node.Json($"1"), [Node.Text("x = data.a.q")], true);

        var smallest = await new Shrinker(
            static candidate =>
                Task.FromResult(candidate.Modules.Any(static one => one.ToString().Contains("count(", StringComparison.Ordinal))),
            500).RunAsync(program);

        smallest.Modules.ShouldHaveSingleItem().ToString().ShouldBe("package a\nq := count(1)");
        smallest.Data.ToString().ShouldBe("{}");
        smallest.Input.ShouldBeNull();
        smallest.IsStrict.ShouldBeFalse();
    }

    [Fact]
    public async Task No_more_is_tried_than_allowed()
    {
        var tries = 0;
        var module = Node.Group($"{Node.List("\n", 0, [.. Enumerable.Range(0, 50).Select(static index => Node.Text($"p{index} := 1"))])}");
        var program = new FuzzProgram([module], Node.Json($"{"{}"}"), null, [Node.Text("x = 1")], false);

        await new Shrinker(Never, 30).RunAsync(program);

        tries.ShouldBeLessThanOrEqualTo(30);

        Task<bool> Never(FuzzProgram candidate)
        {
            tries++;
            return Task.FromResult(false);
        }
    }
}
