using System.Text;

namespace ShareBroker.Rego.Tooling;

/// <summary>What became of the tests of a policy.</summary>
/// <param name="Results">Each test, by file and place.</param>
/// <param name="Coverage">The lines that they reached; null unless wished for.</param>
public sealed record TestReport(IReadOnlyList<TestResult> Results, CoverageReport? Coverage)
{
    /// <summary>Whether every test passed; tests that were skipped did not.</summary>
    public bool AllPassed => Results.All(static result => result.Outcome == TestOutcome.Passed);

    internal SourceTexts? Texts { get; init; }

    /// <summary>The report as <c>opa test</c> prints it.</summary>
    /// <param name="isVerbose">Name tests that passed too, and show the steps of those that failed.</param>
    /// <param name="withValues">Show the expression that failed with its values, when they were wished for.</param>
    /// <returns>Lines, each ended by a line feed.</returns>
    public string Print(bool isVerbose, bool withValues) =>
        new TestText(this, withValues && Texts is not null ? new FailureText(Texts) : null, isVerbose).ToString();

    /// <summary>The report as <c>opa test --format json</c> writes it; times are in nanoseconds, what was printed is base64.</summary>
    /// <returns>JSON over several lines, without a line feed at its end.</returns>
    public string ToJson()
    {
        var json = new GoJson();
        json.Array(Results, result => Write(json, result));
        return json.ToString();
    }

    private static void Write(GoJson json, TestResult result) => json.Object(_ =>
    {
        json.Name("location").Place(result.Location);
        json.Text("package", result.Package).Text("name", result.Name);
        if (result.Outcome == TestOutcome.Failed)
        {
            json.Name("fail").Raw("true");
        }

        if (result.Error is { } error)
        {
            json.Name("error").Fault(error, codeIsFirst: true);
        }

        if (result.Outcome == TestOutcome.Skipped)
        {
            json.Name("skip").Raw("true");
        }

        json.Number("duration", GoDuration.Nanoseconds(result.Duration));
        if (result.Output.Length > 0)
        {
            json.Text("output", Convert.ToBase64String(Encoding.UTF8.GetBytes(result.Output)));
        }

        Write(json, result.Cases);
    });

    private static void Write(GoJson json, IReadOnlyCollection<TestCaseResult> cases)
    {
        if (cases.Count == 0)
        {
            return;
        }

        json.Name("sub_results").Object(_ =>
        {
            foreach (var one in cases)
            {
                json.Name(one.Name).Object(_ =>
                {
                    if (one.Name.Length > 0)
                    {
                        json.Text("name", one.Name);
                    }

                    if (one.Failed)
                    {
                        json.Name("fail").Raw("true");
                    }

                    Write(json, one.Cases);
                });
            }
        });
    }
}
