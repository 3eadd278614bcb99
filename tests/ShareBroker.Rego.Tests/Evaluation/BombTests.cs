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

    private static readonly EvaluationBudget Timed = Budget with
    {
        StepsMax = long.MaxValue, Time = TimeSpan.FromMilliseconds(20), MemoryMaxBytes = 32 << 20,
    };

    // Code compiled at its first use, and garbage of other tests collected on this thread.
    private static readonly TimeSpan Unaccounted = TimeSpan.FromMilliseconds(250);

    public static TheoryData<string> Bombs => [.. Cases().Select(static bomb => Text(bomb, "name"))];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_permits_nothing_and_stops_near_its_budget(string name)
    {
        var bomb = Cases().Single(bomb => Text(bomb, "name") == name);
        foreach (var place in Places)
        {
            var query = Evaluating.Policy(Rules(place, Text(bomb, "rules"), Text(bomb, "bomb"))).Prepare("data.test.allow");
            var before = GC.GetAllocatedBytesForCurrentThread();

            var code = Evaluating.CodeOf(() => query.Evaluate(null, Budget, Evaluating.World, CancellationToken.None));

            code.ShouldStartWith("eval_budget_", customMessage: place);

            // What was made in all; much of it is garbage by then.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2 * Budget.MemoryMaxBytes, place);
            StopsInTime(query, place);
        }
    }

    // Nothing but time and memory to stop it. Time is what the thread spends, so that a busy machine changes nothing.
    private static void StopsInTime(PreparedQuery query, string place)
    {
        var start = ThreadClock.Instance.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var code = "none";
        try
        {
            query.Evaluate(null, Timed, Evaluating.World with { Time = ThreadClock.Instance }, CancellationToken.None);
        }
        catch (RegoEvaluationException exceeded)
        {
            code = exceeded.Code;
            code.ShouldStartWith("eval_budget_", customMessage: place);
        }

        // What ends by itself in so short a time is no bomb here.
        ThreadClock.Instance.GetElapsedTime(start).ShouldBeLessThan((2 * Timed.Time) + Unaccounted, $"{place}, {code}");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2 * Timed.MemoryMaxBytes, $"{place}, {code}");
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
