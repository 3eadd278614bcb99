namespace ShareBroker.Rego.Tooling;

/// <summary>What became of a test.</summary>
public enum TestOutcome
{
    /// <summary>Its value is true, or each of its cases is.</summary>
    Passed,

    /// <summary>It is undefined or not true.</summary>
    Failed,

    /// <summary>Its name begins with <c>todo_test_</c>: it was not run.</summary>
    Skipped,

    /// <summary>Its evaluation ended with an error.</summary>
    Errored,
}
