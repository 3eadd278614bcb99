namespace ShareBroker.Rego.Tooling;

/// <summary>Which tests are run, and what is to be learnt beside their results.</summary>
public sealed record TestWishes
{
    /// <summary>Run only tests whose full name, such as <c>data.broker_test.test_allow</c>, holds a match of this regular expression (RE2);
    /// null runs all.</summary>
    public string? Pattern { get; init; }

    /// <summary>Which steps of failed tests are kept.</summary>
    public TraceDetail Detail { get; init; }

    /// <summary>Keep what is needed to show the values in the expression that failed.</summary>
    public bool Values { get; init; }

    /// <summary>Count the lines that were reached.</summary>
    public bool Coverage { get; init; }
}
