using System.Text;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>What is shown of an evaluation, in the formats of <c>opa eval</c>.</summary>
public sealed record EvaluationOutput
{
    /// <summary>Every way in which the query holds.</summary>
    public IReadOnlyList<ExpressionSolution> Solutions { get; init; } = [];

    /// <summary>What went wrong; nothing of the solutions is shown when there is something.</summary>
    public IReadOnlyList<RegoError> Errors { get; init; } = [];

    /// <summary>The texts that errors may stand in, the query under the empty name; lines are quoted from them.</summary>
    public IReadOnlyList<RegoSource> Sources { get; init; } = [];

    /// <summary>The steps; null when nobody asked.</summary>
    public TracedEvaluation? Trace { get; init; }

    /// <summary>The lines that cost most, in the order to show; null when nobody asked.</summary>
    public IReadOnlyList<ProfiledLine>? Profile { get; init; }

    /// <summary>Nanoseconds by name; null when nobody asked.</summary>
    public IReadOnlyDictionary<string, long>? Metrics { get; init; }

    /// <summary>The lines that were reached; null when nobody asked.</summary>
    public CoverageReport? Coverage { get; init; }

    private bool IsDiscarded { get; init; }

    /// <summary><c>--format json</c>; members that are empty are left out.</summary>
    /// <returns>JSON over several lines, without a line feed at its end.</returns>
    public string ToJson()
    {
        var json = new GoJson();
        json.Object(_ =>
        {
            if (Errors.Count > 0)
            {
                json.Name("errors").Array(Errors, fault => json.Fault(fault, codeIsFirst: false, new SourceTexts(Sources)));
            }
            else if (IsDiscarded)
            {
                json.Text("result", "discarded");
            }
            else if (Solutions.Count > 0)
            {
                json.Name("result").Array(Solutions, solution => Write(json, solution));
            }

            WriteMetrics(json);
            WriteSteps(json);
            WriteProfile(json);
            if (Coverage is not null)
            {
                json.Name("coverage");
                Coverage.WriteTo(json);
            }
        });
        return json.ToString();
    }

    /// <summary><c>--format discard</c>: the JSON with the word <c>discarded</c> for the result, members sorted.</summary>
    /// <returns>JSON over several lines, without a line feed at its end.</returns>
    public string PrintDiscarded() =>
        GoJson.Of(RegoJson.Parse((Solutions.Count == 0 || Errors.Count > 0 ? this : this with { IsDiscarded = true }).ToJson()));

    /// <summary><c>--format values</c>: for each solution an array of its expressions' values.</summary>
    /// <returns>Lines, each ended by a line feed.</returns>
    public string PrintValues() => string.Concat(Solutions.Select(static solution =>
        GoJson.Of(RegoArray.Adopt([.. solution.Expressions.Select(static expression => expression.Value)])) + "\n"));

    /// <summary><c>--format bindings</c>: for each solution an object of its variables.</summary>
    /// <returns>Lines, each ended by a line feed.</returns>
    public string PrintBindings() => string.Concat(Solutions.Select(static solution =>
        new GoJson().Object(json => Write(json, solution.Bindings)) + "\n"));

    /// <summary><c>--format raw</c>: for each solution a line with its expressions' values, texts without quotes.</summary>
    /// <returns>Lines, each ended by a line feed.</returns>
    public string PrintRaw() => string.Concat(Solutions.Select(static solution =>
        string.Join(' ', solution.Expressions.Select(static expression =>
            expression.Value is RegoString text ? text.Value : JsonWriter.Marshal(expression.Value))) + "\n"));

    /// <summary><c>--format pretty</c>: the steps, the result as JSON or as a table of variables, then what was measured.</summary>
    /// <param name="cellWidthMax">The longest text of a cell that is not cut; 0 cuts none.</param>
    /// <returns>Lines, each ended by a line feed; faults are not among them.</returns>
    public string Print(int cellWidthMax)
    {
        var text = new StringBuilder(Trace?.Print());
        if (Errors.Count == 0)
        {
            text.Append(Solutions.Count == 0 ? "undefined\n" : PrintResult(cellWidthMax));
        }

        if (Metrics is { Count: > 0 })
        {
            text.Append(TextTable.Of(["METRIC", "VALUE"], [.. Metrics.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(static pair => new[] { pair.Key, Figure(pair.Value) })]));
        }

        if (Profile is { Count: > 0 })
        {
            text.Append(TextTable.Of(
                ["TIME", "NUM EVAL", "NUM REDO", "NUM GEN EXPR", "LOCATION"], [.. Profile.Select(Row)]));
        }

        if (Coverage is not null)
        {
            var percent = Coverage.Percent.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
            text.Append(TextTable.Of(["", ""], [["Overall Coverage", percent]], hasTitles: false));
        }

        return text.ToString();
    }

    private static string Figure(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Row(ProfiledLine line) =>
    [
        GoDuration.Of(line.Time), Figure(line.Evals), Figure(line.Redos), Figure(line.Expressions),
        line.Location.File.Length == 0 ? $"query:{Figure(line.Location.Row)}" : $"{line.Location.File}:{Figure(line.Location.Row)}",
    ];

    private static void Write(GoJson json, ExpressionSolution solution) => json.Object(_ =>
    {
        json.Name("expressions").Array(solution.Expressions, expression => json.Object(_ =>
        {
            json.Name("value").Value(expression.Value).Text("text", expression.Text);
            json.Name("location").Object(_ =>
                json.Number("row", expression.Location.Row).Number("col", expression.Location.Column));
        }));
        if (solution.Bindings.Count > 0)
        {
            json.Name("bindings").Object(_ => Write(json, solution.Bindings));
        }
    });

    private static void Write(GoJson json, IReadOnlyDictionary<string, RegoValue> bindings)
    {
        foreach (var (name, value) in bindings.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            json.Name(name).Value(value);
        }
    }

    private void WriteMetrics(GoJson json)
    {
        if (Metrics is not null)
        {
            json.Name("metrics").Object(_ =>
            {
                foreach (var (name, value) in Metrics.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                {
                    json.Number(name, value);
                }
            });
        }
    }

    private void WriteSteps(GoJson json)
    {
        if (Trace is { Steps: { Count: > 0 } steps })
        {
            json.Name("explanation").Array(steps, step => json.Object(_ =>
            {
                json.Text("op", step.Operation).Number("depth", step.Depth).Text("text", step.Text);
                json.Name("location").Place(step.Location);
                if (step.Variables.Count > 0)
                {
                    json.Name("variables").Object(_ => Write(json, step.Variables));
                }
            }));
        }
    }

    private void WriteProfile(GoJson json)
    {
        if (Profile is not null)
        {
            json.Name("profile").Array(Profile, line => json.Object(_ =>
            {
                json.Number("total_time_ns", GoDuration.Nanoseconds(line.Time)).Number("num_eval", line.Evals)
                    .Number("num_redo", line.Redos).Number("num_gen_expr", line.Expressions);
                json.Name("location").Place(line.Location);
            }));
        }
    }

    private string PrintResult(int cellWidthMax)
    {
        var first = Solutions[0];
        if (Solutions.Count == 1 && first.Bindings.Count == 0
            && (first.Expressions.Count == 1 || first.Expressions.All(static expression => expression.Value is RegoBoolean)))
        {
            return GoJson.Of(first.Expressions[0].Value) + "\n";
        }

        (string Title, Func<ExpressionSolution, RegoValue?> Of)[] columns =
        [
            .. first.Bindings.Keys.Order(StringComparer.Ordinal).Select(name =>
                (name, (Func<ExpressionSolution, RegoValue?>)(solution => solution.Bindings.GetValueOrDefault(name)))),
            .. first.Expressions.Select(static (expression, at) => (expression, at))
                .Where(static pair => pair.expression.Value is not RegoBoolean)
                .Select(static pair => (
                    pair.expression.Text, (Func<ExpressionSolution, RegoValue?>)(solution => solution.Expressions[pair.at].Value))),
        ];
        return TextTable.Of(
            [.. columns.Select(static column => column.Title)],
            [.. Solutions.Select(solution => columns.Select(column => Cell(column.Of(solution), cellWidthMax)).ToArray())]);
    }

    private static string Cell(RegoValue? value, int widthMax)
    {
        var text = value is null ? string.Empty : JsonWriter.Marshal(value);
        return widthMax > 0 && text.Length > widthMax ? text[..widthMax] + "..." : text;
    }
}
