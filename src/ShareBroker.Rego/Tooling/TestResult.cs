using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tracing;

namespace ShareBroker.Rego.Tooling;

/// <summary>What became of one test.</summary>
public sealed class TestResult
{
    internal TestResult(string package, string name, Location location)
    {
        Package = package;
        Name = name;
        Location = location;
    }

    /// <summary>The package, such as <c>data.broker_test</c>.</summary>
    public string Package { get; }

    /// <summary>The rule's name; a second rule of the same name in a package is called <c>name#01</c>.</summary>
    public string Name { get; }

    /// <summary>Where the rule stands.</summary>
    public Location Location { get; }

    /// <summary>What became of it.</summary>
    public TestOutcome Outcome { get; internal init; }

    /// <summary>What ended it, when it errored.</summary>
    public RegoError? Error { get; internal init; }

    /// <summary>What it printed, each line ended by a line feed.</summary>
    public string Output { get; internal init; } = string.Empty;

    /// <summary>How long its evaluation took by the environment's clock.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Its cases when it is a table, by name.</summary>
    public IReadOnlyCollection<TestCaseResult> Cases { get; internal init; } = [];

    /// <summary>The steps of a test that failed, as far as they were wished for; else null.</summary>
    public TracedEvaluation? Trace { get; internal init; }

    /// <summary>The line that <c>opa test</c> writes of it.</summary>
    /// <returns>Name, outcome and, unless it was skipped, time.</returns>
    public override string ToString() => Outcome == TestOutcome.Skipped
        ? $"{Package}.{Name}: SKIPPED"
        : $"{Package}.{Name}: {Word} ({GoDuration.Of(Duration)})";

    private string Word => Outcome switch
    {
        TestOutcome.Passed => "PASS",
        TestOutcome.Failed => "FAIL",
        _ => "ERROR",
    };

    /// <summary>All steps, unfiltered.</summary>
    internal IReadOnlyList<TraceEvent> AllSteps { get; init; } = [];
}
