using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>The answer as one JSON object for programs.</summary>
public static class ProspectJson
{
    /// <summary>Writes <c>{"verdict": possible|never|not_found, "decided": n, "regimes": […]}</c>; each regime has its own
    /// <c>verdict</c>, its <c>alternatives</c> with <c>needs</c>, <c>decision</c> and <c>input</c>, and its <c>closed</c> rows.</summary>
    /// <param name="report">The answer.</param>
    /// <returns>Compact JSON, members sorted.</returns>
    public static string Write(ProspectReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return RegoJson.Write(Object(
            ("verdict", Text(Word(report.Verdict))),
            ("decided", RegoNumber.Of(report.Decided)),
            ("regimes", List(report.Regimes, Regime))));
    }

    /// <summary>The word of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Word(ProspectVerdict verdict) => verdict switch
    {
        ProspectVerdict.Possible => "possible",
        ProspectVerdict.Never => "never",
        _ => "not_found",
    };

    private static RegoObject Regime(RegimeProspects regime) => Object(
        ("regime", Text(regime.Regime)),
        ("verdict", Text(Word(regime.Verdict))),
        ("alternatives", List(regime.Alternatives, Alternative)),
        ("closed", List(regime.Closed, Closed)),
        ("undecided", Texts(regime.Undecided)));

    private static RegoObject Alternative(Prospect one) => Object(
        ("rule", Text(one.Rule)),
        ("row", Text(one.Row.Id)),
        ("source", Text(one.Row.Source)),
        ("status", Text(one.Row.Status)),
        ("gives_something", RegoBoolean.Of(one.GivesSomething)),
        ("needs", List(one.Needs, static need => Object(
            ("name", Text(need.Name)),
            ("accepted", Texts(need.Accepted)),
            ("otherwise", Texts(need.Otherwise)),
            ("rejected", RegoNumber.Of(need.Rejected))))),
        ("decision", one.Decision.ToValue()),
        ("input", RegoJson.Parse(one.Example)));

    private static RegoObject Closed(ClosedRow row) => Object(
        ("rule", Text(row.Rule)),
        ("row", Text(row.Row.Id)),
        ("excluding", List(row.Excluding, Word)),
        ("wants", List(row.Wants, Word)),
        ("refused", RegoBoolean.Of(row.IsRefused)),
        ("refused_by", row.RefusedBy is null ? RegoNull.Value : Text(row.RefusedBy.Id)));

    private static RegoObject Word(FixedWord word) => Object(("name", Text(word.Name)), ("words", Texts(word.Words)));

    private static RegoString Text(string text) => RegoString.Of(text);

    private static RegoArray Texts(IEnumerable<string> texts) => RegoArray.Of([.. texts.Select(RegoString.Of)]);

    private static RegoArray List<T>(IEnumerable<T> items, Func<T, RegoValue> write) => RegoArray.Of([.. items.Select(write)]);

    private static RegoObject Object(params ReadOnlySpan<(string Name, RegoValue Value)> members)
    {
        var builder = new RegoObject.Builder();
        foreach (var (name, value) in members)
        {
            builder.Set(RegoString.Of(name), value);
        }

        return builder.Build();
    }
}
