using ShareBroker.Policies.Rendering;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Explaining;

/// <summary>Puts an explanation into sentences. All sentences are data of the policies, so another language is another member
/// there.</summary>
public sealed class ExplanationText
{
    private readonly Vocabulary _words;
    private readonly Labels _labels;
    private readonly RowText _rows;

    /// <summary>Takes the words of one language.</summary>
    /// <param name="data">The merged data of the policies.</param>
    /// <param name="language">ISO 639-1; English where it has no text.</param>
    public ExplanationText(RegoObject data, string language)
    {
        _words = Vocabulary.Read(data);
        _labels = Labels.Of(data, language);
        _rows = new RowText(_labels);
    }

    /// <summary>For the person who asked: the outcome, the reasons that their standing allows, what happens to each field, and the
    /// duties, in plain sentences without ids.</summary>
    /// <param name="explanation">The explanation.</param>
    public IReadOnlyList<string> ForPractitioner(Explanation explanation)
    {
        var decision = explanation.Decision;
        var lines = new List<string> { Say(decision.Effect == Effect.Permit ? "permitted" : "refused") };
        lines.AddRange(explanation.Told.Select(code => _words.ReasonText(code, _labels.Language)));
        if (decision.Effect == Effect.Deny)
        {
            lines.Add(Say("contact"));
            return lines;
        }

        Add(lines, "fields", decision.Fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{_labels.Of("fields", field.Key)}: {Action(field.Value)}"));
        Add(lines, "duties", decision.Obligations.Select(Duty));
        return lines;
    }

    /// <summary>For a data protection officer: all reasons, rules with their ids and sources, fields, duties, the rules that nearly
    /// applied with the one fact that stopped them, and what would have to change lawfully.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="withTrace">Say of every row how it stood.</param>
    public IReadOnlyList<string> ForOfficer(Explanation explanation, bool withTrace)
    {
        var decision = explanation.Decision;
        var lines = new List<string> { decision.Effect == Effect.Permit ? "permit" : "deny" };
        if (explanation.Fault is { } fault)
        {
            lines.Add($"  {Say("fault")} ({fault})");
        }

        lines.AddRange(decision.Reasons.Select(reason => $"  {reason}: {_words.ReasonText(reason, _labels.Language)}"));
        lines.AddRange(explanation.UnknownPlaces.Select(place => "  " + place));
        Add(lines, "rules", decision.Rules.Select(rule => rule + RuleText(explanation, rule)));
        Add(lines, "fields", decision.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(OfficerField));
        Add(lines, "duties", decision.Obligations.Select(obligation => $"{obligation.Id}: {Duty(obligation)}"));
        Add(lines, "lawful", explanation.Refusing.SelectMany(row => Changes(row)).Distinct(StringComparer.Ordinal));
        Add(lines, "nearly", explanation.Nearly.Select(Near));
        if (withTrace)
        {
            Add(lines, "trace", explanation.Rows.Select(Trace));
        }

        return lines;
    }

    private static void Add(List<string> lines, string heading, IEnumerable<string> items, Func<string, string> say)
    {
        var list = items.ToList();
        if (list.Count > 0)
        {
            lines.Add(say(heading));
            lines.AddRange(list.Select(item => "  " + item));
        }
    }

    private void Add(List<string> lines, string heading, IEnumerable<string> items) => Add(lines, heading, items, Say);

    private string RuleText(Explanation explanation, string rule) => explanation.RowsOf(rule)
        .OrderByDescending(row => row.Id == rule).FirstOrDefault() is { } row
            ? $": {_rows.Sentence(row)} [{row.Source}; {row.Status}]" : "";

    private string OfficerField(KeyValuePair<string, FieldAction> field)
    {
        var scheme = field.Value.Scheme is null ? "" : $" → {field.Value.Scheme}";
        var reason = field.Value.Reason is null ? ""
            : $" ({field.Value.Reason}): {_words.ReasonText(field.Value.Reason, _labels.Language)}";
        return $"{field.Key}: {FieldActionWords.Word(field.Value.Action)}{scheme}{reason}";
    }

    private string Action(FieldAction action)
    {
        var word = Say(FieldActionWords.Word(action.Action));
        var scheme = action.Scheme is null ? "" : " " + _labels.Of("schemes", action.Scheme);
        var reason = action.Reason is null ? "." : ". " + _words.ReasonText(action.Reason, _labels.Language);
        return word + scheme + reason;
    }

    private string Duty(Obligation obligation) => _words.ObligationText(obligation.Id, _labels.Language)
        + (obligation.Due is null ? "" : $" ({Say("within")} {obligation.Due})");

    // What a refusing row found, and who could lawfully change it.
    private IEnumerable<string> Changes(RowStanding standing)
    {
        var unless = RowColumns.Conditions(standing.Row.Content, "unless")
            .Select(condition => (condition.Name, condition.Wanted, Wants: true));
        var when = RowColumns.Conditions(standing.Row.Content, "when")
            .Select(condition => (condition.Name, condition.Wanted, Wants: false));
        foreach (var (name, wanted, wants) in unless.Concat(when))
        {
            if (_labels.ChangeOf(name) is { Length: > 0 } change)
            {
                var state = wants ? $"{Say("wanted")}: {_rows.Condition(name, wanted)}" : _rows.Condition(name, wanted);
                yield return $"{standing.Rule}: {state}. {change}";
            }
        }
    }

    private string Near(RowStanding near)
    {
        var effect = Say(near.Row.Effect switch
        {
            "permit" => "would_permit",
            "deny" or "block" => "would_refuse",
            _ => "would_change",
        });
        var name = near.Row.Id == near.Rule ? near.Rule : $"{near.Rule} ({near.Row.Id})";
        if (near.IsLifted)
        {
            var because = string.Join("; ", RowColumns.Conditions(near.Row.Content, "unless")
                .Select(condition => _rows.Condition(condition.Name, condition.Wanted)));
            return $"{name} {effect}, {Say("lifted")} {because}: {_rows.Sentence(near.Row)}";
        }

        var unmet = near.Unmet[0];
        var found = unmet.Found.Count == 0 ? "–" : string.Join(", ", unmet.Found.Select(word => _labels.OfTested(unmet.Name, word)));
        var change = near.Row.Effect == "permit" && _labels.ChangeOf(unmet.Name) is { Length: > 0 } text ? $" {Say("lawful")}: {text}" : "";
        return $"{name} {effect}, {Say("stopped")} {_labels.Of("conditions", unmet.Name)}: {Say("is")} {found}, "
            + $"{Say("wanted")} {string.Join(", ", unmet.Wanted.Select(word => _labels.OfTested(unmet.Name, word)))}.{change}";
    }

    private string Trace(RowStanding row)
    {
        var state = row.Applies ? "+" : "-";
        var why = row.IsLifted ? [Say("lifted")] : row.Unmet.Select(unmet => _labels.Of("conditions", unmet.Name));
        return $"{state} {row.Row.Id} {row.Row.Effect} {(row.Applies ? "" : string.Join(", ", why))}".TrimEnd();
    }

    private string Say(string key) => _labels.Of("explanations", key);
}
