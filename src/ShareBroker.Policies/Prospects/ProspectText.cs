using System.Text;
using ShareBroker.Policies.Rendering;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>Puts the answer about a question into sentences for a data protection officer, as plain text or as Markdown.</summary>
public sealed class ProspectText
{
    private const int WordsMax = 8;
    private const int ClosedMax = 5;

    private static readonly CompositeFormat Counted = CompositeFormat.Parse("{0} {1}");

    private readonly Vocabulary _words;
    private readonly Labels _labels;
    private readonly RowText _rows;
    private readonly IReadOnlyList<string> _always;

    /// <summary>Takes the words of one language; the sentences around them are English.</summary>
    /// <param name="data">The merged data of the policies.</param>
    /// <param name="language">ISO 639-1.</param>
    public ProspectText(RegoObject data, string language)
    {
        _words = Vocabulary.Read(data);
        _labels = Labels.Of(data, language);
        _rows = new RowText(_labels);
        _always = new Catalogue(data).List("permit_obligations");
    }

    /// <summary>The answer in lines.</summary>
    /// <param name="report">The answer.</param>
    /// <param name="isMarkdown">With headings and lists.</param>
    public IReadOnlyList<string> Lines(ProspectReport report, bool isMarkdown)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (heading, item) = isMarkdown ? ("## ", "- ") : ("", "  ");
        var lines = new List<string> { (isMarkdown ? "# " : "") + Answer(report) };
        foreach (var regime in report.Regimes.Where(regime => report.Regimes.Count == 1 || regime.Verdict != ProspectVerdict.Never))
        {
            lines.Add("");
            lines.Add($"{heading}{regime.Regime}: {Said(regime)}");
            foreach (var (one, number) in regime.Alternatives.Select(static (one, at) => (one, at + 1)))
            {
                lines.Add("");
                Alternative(lines, one, isMarkdown ? "### " : "", number, item);
            }

            Closed(lines, regime, item);
        }

        var never = report.Regimes.Where(static regime => regime.Verdict == ProspectVerdict.Never).ToList();
        if (report.Regimes.Count > 1 && never.Count > 0)
        {
            lines.Add("");
            lines.Add($"{heading}never, as is proved, in {Count(never.Count, "regime")}: "
                + string.Join(", ", never.Select(static regime => regime.Regime)));
        }

        return lines;
    }

    private static string Answer(ProspectReport report) => report.Verdict switch
    {
        ProspectVerdict.Possible => Possible([.. report.Regimes.SelectMany(static regime => regime.Alternatives)]),
        ProspectVerdict.Never => "never: no request with what is fixed can be permitted; this is proved",
        _ => $"not found: no permit among {Count(report.Decided, "request")} tried, and no proof that there is none",
    };

    private static string Possible(IReadOnlyList<Prospect> ways)
    {
        var giving = ways.Count(static way => way.GivesSomething);
        var tail = giving == ways.Count ? ""
            : giving == 0 ? "; every field that is asked for is withheld in all of them"
            : $"; in {ways.Count - giving} of them every field that is asked for is withheld";
        return $"possible: {Count(ways.Count, "way")}, each with an example that the policies permit{tail}";
    }

    private static string Said(RegimeProspects regime) => regime.Verdict switch
    {
        ProspectVerdict.Possible => $"possible in {Count(regime.Alternatives.Count, "way")}",
        ProspectVerdict.Never => "never",
        _ => $"not found; {string.Join(", ", regime.Undecided)} could be neither used nor shut out",
    };

    private static string Count(int count, string thing) => string.Format(
        System.Globalization.CultureInfo.InvariantCulture, Counted, count, count == 1 ? thing : thing + "s");

    private void Alternative(List<string> lines, Prospect one, string heading, int number, string item)
    {
        lines.Add($"{heading}{number}. {one.Rule}: {_rows.Sentence(one.Row)} [{one.Row.Source}; {one.Row.Status}]");
        if (!one.GivesSomething)
        {
            lines.Add($"{item}permitted, but every field that is asked for is withheld: "
                + string.Join(", ", one.Decision.Fields.Values.Select(static given => given.Reason).Distinct(StringComparer.Ordinal)));
            return;
        }

        lines.AddRange(one.Needs.Select(need => item + "needs " + Need(need)));
        lines.AddRange(one.Decision.Fields.OrderBy(static field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{item}{field.Key}: {Action(field.Value)}"));
        var duties = one.Decision.Obligations.Where(duty => !_always.Contains(duty.Id)).Select(
            duty => $"{item}duty {duty.Id}: {_words.ObligationText(duty.Id, _labels.Language)}"
                + (duty.Due is null ? "" : $" (within {duty.Due})")).ToList();
        lines.AddRange(duties.Append(item + "and the duties of every permit"));
    }

    private string Need(ProspectNeed need)
    {
        var otherwise = need.Otherwise.Count == 0 ? "otherwise less is given"
            : $"otherwise {string.Join(", ", need.Otherwise)} {(need.Otherwise.Count == 1 ? "refuses" : "refuse")}";
        if (need.Otherwise is ["base-1"] or [])
        {
            otherwise = need.Otherwise.Count == 0 ? otherwise : "otherwise the request is malformed";
        }

        return need.Accepted.Count == 0
            ? $"{_labels.Of("conditions", need.Name)}: recorded; {otherwise}"
            : $"{Condition(need.Name, need.Accepted, need.Rejected)}; {otherwise}";
    }

    private string Condition(string name, IReadOnlyList<string> words, int rejected)
    {
        var shown = _rows.Condition(name, words.Take(WordsMax));
        return words.Count <= WordsMax ? shown : $"{shown} or {words.Count - WordsMax} more, of {words.Count + rejected}";
    }

    private string Action(FieldAction action) => FieldActionWords.Word(action.Action)
        + (action.Scheme is null ? "" : $" → {_labels.Of("schemes", action.Scheme)}")
        + (action.Reason is null ? "" : $" ({action.Reason})");

    private void Closed(List<string> lines, RegimeProspects regime, string item)
    {
        if (regime.Closed.Count == 0)
        {
            return;
        }

        lines.Add("");
        lines.Add(regime.Alternatives.Count == 0 ? "rows that could permit, the nearest first:"
            : "rows that stay shut, the nearest first:");
        lines.AddRange(regime.Closed.Take(ClosedMax).Select(row => item + Closed(row)));
        if (regime.Closed.Count > ClosedMax)
        {
            lines.Add($"{item}and {Count(regime.Closed.Count - ClosedMax, "row")} further away");
        }
    }

    private string Closed(ClosedRow row)
    {
        var because = row.Excluding.Count == 0 ? "whatever is fixed"
            : "given " + string.Join("; ", row.Excluding.Select(word => Condition(word.Name, word.Words, 0)));
        var why = (row.IsRefused, row.RefusedBy) switch
        {
            (true, { } refuser) => $"{refuser.Id} refuses: {_rows.Sentence(refuser)}",
            (true, null) => "other rows together refuse",
            _ when row.Wants.Count > 0 => "it wants " + string.Join("; ", row.Wants.Select(word => Condition(word.Name, word.Words, 0))),
            _ => "its conditions cannot hold",
        };
        return $"{row.Rule}: {_rows.Sentence(row.Row)} Shut {because}: {why}";
    }
}
