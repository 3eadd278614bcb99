using System.CommandLine;
using System.Globalization;
using System.Text;
using ShareBroker.Cli.Policies;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego test</c> and <c>rego coverage</c>: the rules named <c>test_…</c>, as <c>opa test</c> runs them. Exit status 0: all
/// passed; 1: they could not be run; 2: a test failed, errored or was skipped, or too few lines were reached.</summary>
internal sealed class RegoTest
{
    private const int NotPassed = 2;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly RegoPaths _paths = RegoPaths.Arguments();
    private readonly RegoBudget _budget = new();
    private readonly Option<string?> _format = new("--format", "-f") { Description = "pretty or json" };
    private readonly Option<string?> _run = new("--run",
        "-r") { Description = "Only tests whose full name holds a match of this regular expression" };
    private readonly Option<bool> _verbose = new("--verbose",
        "-v") { Description = "Name every test, and show the steps of those that failed", Arity = ArgumentArity.Zero };
    private readonly Option<string?> _explain = new("--explain") { Description = "The steps to show: fails, full, notes or debug" };
    private readonly Option<bool> _values = new("--var-values") { Description = "Show the expression that failed with its values",
        Arity = ArgumentArity.Zero };
    private readonly Option<bool> _coverage = new("--coverage", "-c") { Description = "Report the lines that were reached, as JSON",
        Arity = ArgumentArity.Zero };
    private readonly Option<double> _threshold = new("--threshold") { Description = "The least percentage of lines, else exit status 2" };
    private readonly Option<int> _count = new("--count") { Description = "How often to run", DefaultValueFactory = static _ => 1 };
    private readonly Option<bool> _skippedIsFine = new("--exit-zero-on-skipped",
        "-z") { Description = "Skipped tests give exit status 0", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Run again whenever a file changes, until interrupted",
        Arity = ArgumentArity.Zero };

    public Command Create()
    {
        var command = new Command("test", "Run unit tests of policies, as 'opa test' does");
        Option[] options =
            [_format, _run, _verbose, _explain, _values, _coverage, _threshold, _count, _skippedIsFine, _watch];
        foreach (var option in options)
        {
            command.Add(option);
        }

        AddTo(command);
        return command;
    }

    /// <summary>The command that reports lines alone.</summary>
    public Command CreateCoverage()
    {
        var command = new Command("coverage", "Report the lines that unit tests reach") { _format, _run, _threshold, _watch };
        AddTo(command, onlyCoverage: true);
        return command;
    }

    private void AddTo(Command command, bool onlyCoverage = false)
    {
        _paths.AddTo(command);
        _budget.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            int RunOnce() => RegoFaults.Run(() => Run(parse, onlyCoverage, cancellationToken), asJson: false, 1,
                parse.InvocationConfiguration.Error, () => _paths.Loaded?.Sources ?? []);
            return parse.GetValue(_watch)
                ? await FolderWatch.RunAsync(_paths.Places(parse), RunOnce, parse.InvocationConfiguration, TimeProvider.System,
                    cancellationToken)
                    .ConfigureAwait(false)
                : RunOnce();
        });
    }

    private int Run(ParseResult parse, bool onlyCoverage, CancellationToken cancellationToken)
    {
        var threshold = parse.GetValue(_threshold);
        if (threshold is < 0 or > 100)
        {
            parse.InvocationConfiguration.Error.WriteLine("Code coverage threshold must be between 0 and 100");
            return 1;
        }

        var documents = _paths.Load(parse);
        var suite = TestSuite.Compile(documents.Sources, documents.Data, _paths.Compiling(parse));
        var wishes = WishesOf(parse, onlyCoverage || threshold > 0);
        var budget = _budget.Read(parse, Timeout);
        var environment = RegoBudget.Environment(TextWriter.Null, isStrict: false);
        var status = 0;
        for (var round = 0; round < (onlyCoverage ? 1 : parse.GetValue(_count)) && status == 0; round++)
        {
            status = Show(suite.Run(wishes, budget, environment, cancellationToken), parse, onlyCoverage);
        }

        return status;
    }

    private TestWishes WishesOf(ParseResult parse, bool needsCoverage)
    {
        var (verbose, values, explain) = (parse.GetValue(_verbose), parse.GetValue(_values), parse.GetValue(_explain));
        return new TestWishes
        {
            Pattern = parse.GetValue(_run),
            Coverage = needsCoverage || parse.GetValue(_coverage),
            Values = values,
            Detail = explain is not null ? RegoWords.Detail(explain)
                : verbose ? TraceDetail.NotesAndFails
                : values ? TraceDetail.Fails
                : TraceDetail.Off,
        };
    }

    private int Show(TestReport report, ParseResult parse, bool onlyCoverage)
    {
        var output = parse.InvocationConfiguration.Output;
        var format = RegoWords.Format(parse.GetValue(_format), "pretty", "json");
        if (report.Coverage is not null)
        {
            return ShowCoverage(report, parse, onlyCoverage && format == "pretty");
        }

        var isVerbose = parse.GetValue(_verbose) || parse.GetValue(_explain) is not null;
        output.Write(format == "json" ? report.ToJson() + "\n" : report.Print(isVerbose, parse.GetValue(_values)));
        var isFine = report.Results.All(result => result.Outcome == TestOutcome.Passed
            || (result.Outcome == TestOutcome.Skipped && parse.GetValue(_skippedIsFine)));
        return isFine ? 0 : NotPassed;
    }

    // As in OPA, no lines are reported while tests fail.
    private int ShowCoverage(TestReport report, ParseResult parse, bool asText)
    {
        var (output, errors) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
        var failed = report.Results.Where(static result => result.Outcome is TestOutcome.Failed or TestOutcome.Errored).ToList();
        if (failed.Count > 0)
        {
            errors.WriteLine(failed[0].Error is { } fault ? ErrorText.Of(fault) : failed[0].ToString() + "\n");
            return 1;
        }

        var coverage = report.Coverage!;
        var threshold = parse.GetValue(_threshold);
        if (coverage.Percent < threshold)
        {
            errors.WriteLine(Shortfall(coverage, threshold, parse.GetValue(_verbose) || asText));
            return NotPassed;
        }

        output.WriteLine(asText ? CoverageLines(coverage) : coverage.ToJson());
        return report.Results.Any(static result => result.Outcome == TestOutcome.Skipped) && !parse.GetValue(_skippedIsFine) && !asText
            ? NotPassed
            : 0;
    }

    private static string CoverageLines(CoverageReport coverage)
    {
        var lines = coverage.Files.Select(static file => $"{file.File}: {Share(file.Percent, file.CoveredLines, file.NotCoveredLines)}"
            + (file.NotCovered.Count == 0 ? string.Empty : ", not reached: " + string.Join(", ", file.NotCovered.Select(Rows))));
        return string.Join('\n', lines.Append(Share(coverage.Percent, coverage.CoveredLines, coverage.NotCoveredLines)));
    }

    private static string Share(double percent, int covered, int missed) =>
        string.Create(CultureInfo.InvariantCulture, $"{percent:0.00} % ({covered} of {covered + missed} lines)");

    private static string Rows(RowRange range) => range.Start == range.End
        ? range.Start.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{range.Start}-{range.End}");

    private static string Shortfall(CoverageReport coverage, double threshold, bool withLines)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"Code coverage threshold not met: got {coverage.Percent:0.00} instead of {threshold:0.00}"));
        if (withLines)
        {
            text.Append("\nLines not covered:");
            foreach (var file in coverage.Files)
            {
                foreach (var range in file.NotCovered)
                {
                    text.Append("\n\t").Append(file.File).Append(':').Append(Rows(range));
                }
            }
        }

        return text.ToString();
    }
}
