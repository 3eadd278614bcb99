using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Values;

public sealed class EvaluationMeterTests
{
    private static EvaluationMeter Meter(
        long steps = 10_000, TimeSpan? time = null, TimeProvider? clock = null, CancellationToken token = default) =>
        new(steps, time ?? TimeSpan.FromMinutes(1), 1000, 100, clock ?? TimeProvider.System, token);

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    public void The_last_step_is_allowed_and_the_next_is_not(int stepsMax)
    {
        var meter = Meter(stepsMax);
        for (var i = 0; i < stepsMax; i++)
        {
            meter.Step();
        }

        Should.Throw<BudgetExceededException>(() => meter.Step()).Code.ShouldBe("eval_budget_steps");
    }

    [Fact]
    public void Memory_and_output_are_refused_before_they_are_taken()
    {
        Should.Throw<BudgetExceededException>(() => Meter().Allocate(1001)).Code.ShouldBe("eval_budget_memory");
        Should.Throw<BudgetExceededException>(() => Meter().Allocate(long.MaxValue)).Code.ShouldBe("eval_budget_memory");
        Should.Throw<BudgetExceededException>(() => Meter().Output(101)).Code.ShouldBe("eval_budget_output");
        Should.Throw<BudgetExceededException>(() => Meter().Work(long.MaxValue)).Code.ShouldBe("eval_budget_steps");
    }

    [Fact]
    public void Time_and_the_callers_token_are_seen_while_working()
    {
        using var source = new CancellationTokenSource();
        var clock = new SteppingClock();
        var late = Meter(long.MaxValue, TimeSpan.FromSeconds(1), clock);
        var cancelled = Meter(long.MaxValue, token: source.Token);

        clock.Now = TimeSpan.FromSeconds(2).Ticks;
        source.Cancel();

        Should.Throw<BudgetExceededException>(() => late.Work(5000)).Code.ShouldBe("eval_budget_time");
        Should.Throw<OperationCanceledException>(() => cancelled.Work(5000));
    }

    private sealed class SteppingClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
