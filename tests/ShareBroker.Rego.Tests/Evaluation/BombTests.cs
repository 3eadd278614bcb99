using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>Policies of other people that cost more than their budget: each ends in an error, wherever the costly part stands.</summary>
public sealed class BombTests
{
    private static readonly string[] Places = ["plain", "not", "comprehension", "else", "default"];

    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 150_000,
        Time = TimeSpan.FromSeconds(20),
        MemoryMaxBytes = 8 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 100,
    };

    public static TheoryData<string> Bombs => [.. Cases().Select(static bomb => Text(bomb, "name"))];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_permits_nothing_and_stops_near_its_budget(string name)
    {
        var bomb = Cases().Single(bomb => Text(bomb, "name") == name);
        foreach (var place in Places)
        {
            var query = Evaluating.Policy(Rules(place, Text(bomb, "rules"), Text(bomb, "bomb"))).Prepare("data.test.allow");
            var start = TimeProvider.System.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();

            var code = Evaluating.CodeOf(() => query.Evaluate(null, Budget, Evaluating.World, CancellationToken.None));

            code.ShouldStartWith("eval_budget_", customMessage: place);

            // What was made in all; much of it is garbage by then.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2 * Budget.MemoryMaxBytes, place);
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(2 * Budget.Time, place);
        }
    }

    [Fact]
    public void There_are_bombs_of_every_sort() => Cases().Length.ShouldBeGreaterThanOrEqualTo(60);

    private static string Rules(string place, string rules, string bomb) => rules + "\n" + place switch
    {
        "plain" => $"allow if {{ {bomb} }}",
        "not" => $"allow if {{ not bad }}\nbad if {{ {bomb} }}",
        "comprehension" => $"allow if {{ count([1 | {bomb}]) >= 0 }}",
        "else" => $"allow := false if {{ {bomb} }} else := true",
        _ => $"default allow := true\nallow := false if {{ {bomb} }}",
    };

    private static RegoObject[] Cases()
    {
        var bombs = RegoJson.Parse(File.ReadAllText(Path.Combine(TestPlaces.Root, "tests", "cases", "rego-bombs", "bombs.json")));
        return [.. ((RegoArray)bombs).Items.ToArray().Cast<RegoObject>()];
    }

    private static string Text(RegoObject bomb, string member) => ((RegoString)bomb.Get(RegoString.Of(member))!).Value;
}
