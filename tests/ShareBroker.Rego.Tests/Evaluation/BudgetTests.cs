using System.Runtime.ExceptionServices;

namespace ShareBroker.Rego.Tests.Evaluation;

public sealed class BudgetTests
{
    // Each bomb is an expression that costs more than the budget below allows.
    private static readonly Dictionary<string, string> Bombs = new(StringComparer.Ordinal)
    {
        ["eval_budget_steps"] = "count([1 | some a in numbers.range(1, 300); some b in numbers.range(1, 300); a != b]) > 0",
        ["eval_budget_memory"] = "count(concat(\"\", [x | some i in numbers.range(1, 200); x := data.text])) > 0",
        ["eval_budget_depth"] = "deep0(1) == 1",
    };

    private static readonly string Deep = string.Concat(Enumerable.Range(0, 200).Select(
        static level => $"deep{level}(x) := deep{level + 1}(x)\n")) + "deep200(x) := x\n";

    private static readonly EvaluationBudget Budget = Evaluating.Ample with { StepsMax = 60_000, MemoryMaxBytes = 1 << 20,
        DepthMax = 100, OutputMaxBytes = 1000 };

    public static TheoryData<string, string> BombsInEveryPlace()
    {
        var data = new TheoryData<string, string>();
        foreach (var code in Bombs.Keys)
        {
            foreach (var place in (string[])["plain", "not", "comprehension", "else", "default", "every", "with"])
            {
                data.Add(code, place);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(BombsInEveryPlace))]
    public void A_bomb_is_an_error_wherever_it_stands(string code, string place)
    {
        var bomb = Bombs[code];
        var rules = (code == "eval_budget_depth" ? Deep : string.Empty) + place switch
        {
            "plain" => $"p if {{ {bomb} }}",
            "not" => $"p if {{ not q }}\nq if {{ {bomb} }}",
            "comprehension" => $"p := [1 | {bomb}]",
            "else" => $"p := 1 if {{ {bomb} }} else := 2",
            "default" => $"default p := false\np if {{ {bomb} }}",
            "every" => $"p if {{ every x in [1, 2] {{ x > 0; {bomb} }} }}",
            _ => $"p if {{ q with input as 1 }}\nq if {{ {bomb} }}",
        };
        var query = Evaluating.Policy(rules, $$"""{"text": "{{new string('x', 10_000)}}"}""").Prepare("data.test.p");

        var budget = code == "eval_budget_steps" ? Budget : Budget with { StepsMax = 5_000_000 };

        Evaluating.CodeOf(() => query.Evaluate(null, budget, Evaluating.World, CancellationToken.None)).ShouldBe(code);
    }

    [Fact]
    public void A_result_larger_than_the_budget_is_an_error()
    {
        var query = Evaluating.Policy("p := numbers.range(1, 1000)").Prepare("data.test.p");

        Evaluating.CodeOf(() => query.Evaluate(null, Budget, Evaluating.World, CancellationToken.None)).ShouldBe("eval_budget_output");
    }

    [Fact]
    public void Time_that_runs_out_is_an_error()
    {
        var query = Evaluating.Policy("p := count([1 | some a in numbers.range(1, 3000); some b in numbers.range(1, 3000); a == b])")
            .Prepare("data.test.p");
        var budget = Evaluating.Ample with { StepsMax = long.MaxValue, Time = TimeSpan.FromMilliseconds(20) };

        Evaluating.CodeOf(() => query.Evaluate(null, budget, Evaluating.World, CancellationToken.None)).ShouldBe("eval_budget_time");
    }

    [Fact]
    public void A_caller_that_gives_up_ends_the_evaluation()
    {
        var query = Evaluating.Policy("p := count([1 | some a in numbers.range(1, 3000); some b in numbers.range(1, 3000); a == b])")
            .Prepare("data.test.p");
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        Should.Throw<OperationCanceledException>(
            () => query.Evaluate(null, Evaluating.Ample with { StepsMax = long.MaxValue }, Evaluating.World, source.Token));
    }

    [Fact]
    public void No_depth_budget_exhausts_the_hosts_stack()
    {
        // Many times deeper than the thread's stack takes, however lean the frames of an optimised build are.
        const int Levels = 8000;
        var rules = string.Concat(Enumerable.Range(0, Levels).Select(static level => $"f{level}(x) := f{level + 1}(x) + 1\n"))
            + $"f{Levels}(x) := x\n";
        var query = Evaluating.Policy(rules).Prepare("data.test.f0(1)");
        var budget = Evaluating.Ample with { DepthMax = int.MaxValue };
        string? code = null;

        OnSmallStack(() => code = Evaluating.CodeOf(() => query.Evaluate(null, budget, Evaluating.World, CancellationToken.None)));

        code.ShouldBe("eval_budget_depth");
    }

    [Fact]
    public void A_body_of_many_loops_does_not_exhaust_the_hosts_stack()
    {
        var loops = string.Concat(Enumerable.Range(0, 400).Select(static index => $"some x{index} in [1]\n"));
        var query = Evaluating.Policy($"p if {{\n{loops}}}").Prepare("data.test.p");
        string? outcome = null;

        OnSmallStack(() =>
        {
            try
            {
                outcome = query.Evaluate(null, Evaluating.Ample, Evaluating.World, CancellationToken.None).Value!.ToString();
            }
            catch (RegoEvaluationException fault)
            {
                outcome = fault.Code;
            }
        });

        outcome.ShouldBeOneOf("true", "eval_budget_depth");
    }

    private static void OnSmallStack(Action action)
    {
        Exception? fault = null;
        var thread = new Thread(
            () =>
            {
                // An exception that leaves a thread ends the whole run; it is the test's own.
                try
                {
                    action();
                }
                catch (Exception caught)
                {
                    fault = caught;
                }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    [Fact]
    public void An_evaluation_within_its_budget_is_not_disturbed_by_an_earlier_one_that_was_not()
    {
        var policy = Evaluating.Policy(Deep + "p := deep150(1)\nq := deep0(1)");
        Evaluating.CodeOf(() => policy.Value("data.test.q", budget: Budget)).ShouldBe("eval_budget_depth");

        policy.Value("data.test.p", budget: Budget)!.ToString().ShouldBe("1");
    }
}
