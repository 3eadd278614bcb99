using System.Globalization;
using System.Text;
using ShareBroker.Rego.Tracing;

namespace ShareBroker.Rego.Tooling;

/// <summary>Prints a test report for people, line for line as <c>opa test</c> does, times apart.</summary>
/// <param name="report">The report.</param>
/// <param name="failures">Shows the expression that failed; null when nobody asked for values.</param>
/// <param name="isVerbose">Tests that passed are named too, and the steps of those that failed are shown.</param>
internal sealed class TestText(TestReport report, FailureText? failures, bool isVerbose)
{
    private const int RuleWidth = 80;
    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        var leaves = report.Results.SelectMany(LeavesOf).ToList();
        var (passed, failed) = (leaves.Count(static failed => !failed), leaves.Count(static failed => failed));
        if (failed > 0 && (isVerbose || failures is not null))
        {
            WriteFailures();
        }

        var isDirty = WriteResults();
        if (isDirty)
        {
            Rule();
        }

        var skipped = report.Results.Count(static result => result.Outcome == TestOutcome.Skipped);
        var errors = report.Results.Count(static result => result.Outcome == TestOutcome.Errored);
        var total = passed + failed + skipped + errors;
        Count("PASS", passed, total);
        Count("FAIL", failed, total);
        Count("SKIPPED", skipped, total);
        Count("ERROR", errors, total);
        return _text.ToString();
    }

    // Whether each leaf of a test that has an outcome of its own failed.
    private static IEnumerable<bool> LeavesOf(TestResult result) => result.Outcome switch
    {
        TestOutcome.Skipped or TestOutcome.Errored => [],
        _ when result.Cases.Count > 0 => result.Cases.SelectMany(LeavesOf),
        _ => [result.Outcome == TestOutcome.Failed],
    };

    private static IEnumerable<bool> LeavesOf(TestCaseResult result) =>
        result.Cases.Count == 0 ? [result.Failed] : result.Cases.SelectMany(LeavesOf);

    private static string Title(TestCaseResult result) => $"{result.Name}: {(result.Failed ? "FAIL" : "PASS")}";

    private void Rule() => _text.Append('-', RuleWidth).Append('\n');

    private void Line(string line = "") => _text.Append(line).Append('\n');

    private void Count(string word, int count, int total)
    {
        if (count > 0)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"{word}: {count}/{total}"));
        }
    }

    private bool WriteResults()
    {
        var isDirty = false;
        var file = string.Empty;
        foreach (var result in report.Results)
        {
            if (isVerbose || result.Outcome != TestOutcome.Passed)
            {
                if (result.Location.File != file)
                {
                    _text.Append(file.Length > 0 ? "\n" : string.Empty);
                    file = result.Location.File;
                    Line($"{file}:");
                }

                isDirty = true;
                WriteResult(result);
            }

            if (result.Error is { } error)
            {
                Line($"  {ErrorText.Of(error)}");
            }
        }

        return isDirty;
    }

    private void WriteResult(TestResult result)
    {
        Line(result.ToString());
        WriteCases(result.Cases, 0);
        if (result.Output.Length > 0)
        {
            Line();
            new IndentedText(_text, 2).Line(result.Output.Trim());
            Line();
        }
    }

    private void WriteCases(IEnumerable<TestCaseResult> cases, int level)
    {
        foreach (var one in cases)
        {
            if (one.Failed || isVerbose)
            {
                Line($"{new string(' ', 2 + (2 * level))}{Title(one)}");
            }

            WriteCases(one.Cases, level + 1);
        }
    }

    private void WriteFailures()
    {
        Line("FAILURES");
        Rule();
        foreach (var result in report.Results.Where(static result => result.Outcome == TestOutcome.Failed))
        {
            Line(result.ToString());
            var plain = new IndentedText(_text, 0);
            WriteSteps(result);
            if (result.Cases.Count == 0)
            {
                failures?.Write(plain, result.AllSteps, result.Trace!.Writer);
            }
            else
            {
                Line();
                WriteFailures(result.Cases, [], result);
            }

            Line();
        }

        Line("SUMMARY");
        Rule();
    }

    private void WriteSteps(TestResult result)
    {
        if (!isVerbose || result.Trace is not { } trace)
        {
            return;
        }

        Line();
        var indented = new IndentedText(_text, 2);
        foreach (var row in new StepText(trace.Writer).Rows(trace.Recorded, trace.WithVariables))
        {
            foreach (var cell in row)
            {
                indented.Write(cell);
            }

            indented.Line();
        }
    }

    private void WriteFailures(IEnumerable<TestCaseResult> cases, IReadOnlyList<TestCaseResult> above, TestResult result)
    {
        foreach (var one in cases.Where(static one => one.Failed))
        {
            IReadOnlyList<TestCaseResult> path = [.. above, one];
            if (one.Cases.Count > 0)
            {
                WriteFailures(one.Cases, path, result);
                continue;
            }

            var indented = new IndentedText(_text, 2);
            foreach (var step in path)
            {
                indented.Line(Title(step));
                indented = indented.Deeper();
            }

            failures?.Write(indented, one.Steps, result.Trace!.Writer);
        }
    }
}
