using System.Globalization;
using System.Text;
using ShareBroker.Rego.Tracing;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>Why a query has its result: which rules were tried, and which expression of which line stopped them.</summary>
/// <param name="Query">The query.</param>
/// <param name="Evaluation">What it found.</param>
/// <param name="Attempts">What became of the query itself: one entry when it is undefined, none when it holds.</param>
/// <param name="Documents">The documents that it reads and that rules define.</param>
public sealed record QueryExplanation(
    string Query, TracedEvaluation Evaluation, IReadOnlyList<RuleAttempt> Attempts, IReadOnlyList<DocumentExplanation> Documents)
{
    private const int ValueWidthMax = 120;

    /// <summary>Evaluates a query step by step and reads from the steps why it came out as it did.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="sources">Its texts, to quote from.</param>
    /// <param name="query">A query in the Rego of the modules, such as <c>data.broker.allow</c>.</param>
    /// <param name="input">The input document; null when there is none.</param>
    /// <param name="budget">The most that it may cost; what is kept of the steps counts as memory.</param>
    /// <param name="environment">Clock and randomness.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="RegoCompileException">The query is wrong.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static QueryExplanation Of(
        RegoPolicy policy, IEnumerable<RegoSource> sources, string query, RegoValue? input, EvaluationBudget budget,
        EvaluationEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(query);
        var wishes = new TraceWishes { Detail = TraceDetail.Debug, Variables = true };
        var prepared = ExpressionQuery.Prepare(policy, query);
        var traced = prepared.Trace(input, wishes, budget, environment, cancellationToken);
        var texts = new SourceTexts([.. sources, new RegoSource(string.Empty, query)]);
        var reader = new AttemptReader(policy.Compiled.Rules, traced.Recorded, texts, traced.Writer);
        return new QueryExplanation(
            query, traced, traced.Solutions.Count == 0 && traced.Fault is null ? reader.OfQuery() : [], reader.OfDocuments());
    }

    /// <summary>The explanation in sentences, one a line, what explains another indented below it.</summary>
    /// <returns>Lines, each ended by a line feed.</returns>
    public string Print()
    {
        var text = new StringBuilder();
        if (Evaluation.Fault is { } fault)
        {
            text.Append("the evaluation ended with an error: ").Append(ErrorText.Of(fault.Errors[0])).Append('\n');
        }

        foreach (var attempt in Attempts)
        {
            text.Append("the query is undefined\n");
            Print(text, attempt, 1);
        }

        foreach (var document in Documents)
        {
            Print(text, document, 0);
        }

        return text.ToString();
    }

    /// <summary>The explanation as JSON.</summary>
    /// <returns>JSON over several lines, without a line feed at its end.</returns>
    public string ToJson()
    {
        var json = new GoJson();
        json.Object(_ =>
        {
            json.Text("query", Query);
            if (Evaluation.Fault is { } fault)
            {
                json.Name("error").Fault(fault.Errors[0], codeIsFirst: true);
            }

            json.Name("attempts").Array(Attempts, attempt => Write(json, attempt));
            json.Name("documents").Array(Documents, document => Write(json, document));
        });
        return json.ToString();
    }

    private static void Print(StringBuilder text, DocumentExplanation document, int level)
    {
        text.Append(' ', 2 * level).Append(Sentence(document)).Append('\n');
        foreach (var attempt in document.Rules)
        {
            Print(text, attempt, level + 1);
        }
    }

    private static string Sentence(DocumentExplanation document) => document switch
    {
        { IsFunction: true } => $"{document.Path} is a function",
        { Value: null } => $"{document.Path} is undefined: none of its rules gave a value",
        { DefaultUsed: { } place } => string.Create(CultureInfo.InvariantCulture,
            $"{document.Path} is {Shown(document.Value)}: none of its rules gave a value, so the default at {place} counts"),
        _ => $"{document.Path} is {Shown(document.Value)}",
    };

    private static string Shown(RegoValue? value) => value is null ? "undefined" : StepText.Cut(value.ToString(), ValueWidthMax);

    private static void Print(StringBuilder text, RuleAttempt attempt, int level)
    {
        text.Append(' ', 2 * level).Append(attempt.Sentence).Append('\n');
        foreach (var (part, value) in attempt.Values)
        {
            text.Append(' ', (2 * level) + 2).Append(part).Append(" is ").Append(Shown(value)).Append('\n');
        }

        foreach (var document in attempt.Because)
        {
            Print(text, document, level + 1);
        }
    }

    private static void Write(GoJson json, DocumentExplanation document) => json.Object(_ =>
    {
        json.Text("path", document.Path);
        if (document.Value is not null)
        {
            json.Name("value").Value(document.Value);
        }

        if (document.DefaultUsed is { } place)
        {
            json.Name("default_used").Place(place);
        }

        json.Name("rules").Array(document.Rules, attempt => Write(json, attempt));
    });

    private static void Write(GoJson json, RuleAttempt attempt) => json.Object(_ =>
    {
        json.Name("location").Place(attempt.Location);
        json.Text("outcome", Word(attempt.Kind)).Text("sentence", attempt.Sentence);
        if (attempt.StoppedAt is { } place)
        {
            json.Name("stopped_at").Place(place);
            json.Text("expression", attempt.Expression).Number("ways", attempt.Ways);
        }

        if (attempt.Values.Count > 0)
        {
            json.Name("values").Object(_ =>
            {
                foreach (var (part, value) in attempt.Values.Where(static pair => pair.Value is not null))
                {
                    json.Name(part).Value(value!);
                }
            });
            json.Name("undefined").Array(
                attempt.Values.Where(static pair => pair.Value is null), pair => json.Value(RegoString.Of(pair.Key)));
        }

        if (attempt.Because.Count > 0)
        {
            json.Name("because").Array(attempt.Because, document => Write(json, document));
        }
    });

    private static string Word(AttemptKind kind) => kind switch
    {
        AttemptKind.Held => "held",
        AttemptKind.Stopped => "stopped",
        AttemptKind.DidNotFit => "did_not_fit",
        AttemptKind.PassedOver => "passed_over",
        _ => "not_needed",
    };
}
