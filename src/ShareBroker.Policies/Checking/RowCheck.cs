using System.Text.RegularExpressions;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>What one row says by itself: its columns and words against the shape of a row and the closed lists.</summary>
/// <param name="schema">The shape of a row.</param>
/// <param name="places">Where things stand.</param>
internal sealed partial class RowCheck(RowSchema schema, DataPlaces places)
{
    /// <summary>Everything that is wrong with a row.</summary>
    public IEnumerable<PolicyFinding> Run(PolicyRow row)
    {
        var findings = new List<PolicyFinding>();
        Part(row, row.Content, row.Steps, "row", findings);
        foreach (var column in schema.Columns.Where(column => column.In.Contains("row") && column.IsNeededBy(row.Effect)
            && !Says(row.Content, column.Name)))
        {
            findings.Add(Missing(row, column));
        }

        Meaning(row, findings);
        return findings;
    }

    private void Part(PolicyRow row, RegoObject part, IReadOnlyList<object> steps, string kind, List<PolicyFinding> findings)
    {
        for (var index = 0; index < part.Count; index++)
        {
            var name = part.KeyAt(index) is RegoString key ? key.Value : "";
            object[] at = [.. steps, name];
            if (schema.Find(name) is not { } column || !column.In.Contains(kind))
            {
                var known = schema.Columns.Where(one => one.In.Contains(kind)).Select(one => one.Name);
                findings.Add(Name("unknown_column", at, $"row {row.Id}: no {kind} has a column '{name}'", Suggest(name, known)
                    ?? "take it away, or look at the columns of docs/authoring.md"));
            }
            else if (kind == "row" && !column.Suits(row.Effect))
            {
                findings.Add(Name("column_of_other_effect", at, $"row {row.Id} says '{row.Effect}', and such a row has no '{name}'",
                    $"take it away; '{name}' says {column.Means}"));
            }
            else
            {
                Value(row, column, part.ValueAt(index), at, findings);
            }
        }
    }

    private void Value(PolicyRow row, RowColumn column, RegoValue value, object[] at, List<PolicyFinding> findings)
    {
        switch (column.Kind, value)
        {
            case ("text", RegoString):
                Word(row, column.Name, column.Words, value, at, findings);
                break;
            case ("list", RegoArray list):
                Words(row, column.Name, column.Words, list, at, findings);
                break;
            case ("conditions", RegoObject conditions):
                Conditions(row, conditions, at, findings);
                break;
            case ("grants", RegoArray grants):
                Grants(row, grants, at, findings);
                break;
            case ("obligations", RegoObject duties):
                Duties(row, duties, at, findings);
                break;
            case ("flag", RegoBoolean) or ("sentences", RegoObject):
                break;
            default:
                findings.Add(Value("wrong_kind", at, $"row {row.Id}: '{column.Name}' is not {Shape(column.Kind)}",
                    $"write {Shape(column.Kind)}: {Example(column)}"));
                break;
        }
    }

    private void Words(PolicyRow row, string name, WordList? words, RegoArray list, object[] at, List<PolicyFinding> findings)
    {
        if (list.Count == 0)
        {
            findings.Add(Value("never_holds", at, $"row {row.Id}: the list '{name}' is empty, so that the row never applies",
                "name at least one word, or take the column away (an absent column means any)"));
        }

        for (var position = 0; position < list.Count; position++)
        {
            Word(row, name, words, list[position], [.. at, position], findings);
        }
    }

    private void Word(PolicyRow row, string name, WordList? words, RegoValue word, object[] at, List<PolicyFinding> findings)
    {
        if (words is not null && !words.Terms.Contains(word))
        {
            findings.Add(Value("unknown_word", at, $"row {row.Id} names {RegoJson.Write(word)} under {name}, which is on no list",
                words.Advice(word)));
        }
    }

    private void Conditions(PolicyRow row, RegoObject conditions, object[] at, List<PolicyFinding> findings)
    {
        for (var index = 0; index < conditions.Count; index++)
        {
            var name = conditions.KeyAt(index) is RegoString key ? key.Value : "";
            object[] below = [.. at, name];
            switch (schema.Condition(name), conditions.ValueAt(index))
            {
                case (null, _):
                    findings.Add(Name("unknown_condition", below, $"row {row.Id} tests '{name}', which is neither a condition nor a fact",
                        Suggest(name, schema.Conditions) ?? "choose one of base/words/conditions or base/words/facts"));
                    break;
                case ({ Terms.Count: 0 }, _):
                    findings.Add(Name("untestable_fact", below, $"row {row.Id} tests '{name}', whose values are on no list",
                        "a row tests words of a list only; ask for a condition in base/facets.rego that says what matters about it"));
                    break;
                case ({ } words, RegoArray list):
                    Words(row, name, words, list, below, findings);
                    break;
                default:
                    findings.Add(Value("wrong_kind", below, $"row {row.Id}: '{name}' is not a list of words",
                        $"write a list, also for one word: \"{name}\": [{RegoJson.Write(conditions.ValueAt(index))}]"));
                    break;
            }
        }
    }

    private void Grants(PolicyRow row, RegoArray grants, object[] at, List<PolicyFinding> findings)
    {
        for (var position = 0; position < grants.Count; position++)
        {
            object[] below = [.. at, position];
            if (grants[position] is not RegoObject grant)
            {
                findings.Add(Value("wrong_kind", below, $"row {row.Id}: a grant is not an object", "write {\"tiers\": [\"R\"]}"));
                continue;
            }

            Part(row, grant, below, "grant", findings);
            if (grant.Get(RegoString.Of("tiers")) is RegoArray tiers && tiers.Items.ToArray().Any(IsDetailed))
            {
                findings.Add(Value("tier_granted_whole", [.. below, "tiers"], $"row {row.Id} grants the whole Tier X or N",
                    "name the paths one by one under \"paths\"; a tier is granted for R and P only"));
            }
        }
    }

    private void Duties(PolicyRow row, RegoObject duties, object[] at, List<PolicyFinding> findings)
    {
        var known = new WordList("base/words/obligations", schema.WordsIn("obligations"));
        for (var index = 0; index < duties.Count; index++)
        {
            object[] below = [.. at, ((RegoString)duties.KeyAt(index)).Value];
            if (!known.Terms.Contains(duties.KeyAt(index)))
            {
                findings.Add(Name("unknown_word", below, $"row {row.Id} names an obligation that is on no list",
                    known.Advice(duties.KeyAt(index))));
            }

            if (duties.ValueAt(index) is not RegoString due || (due.Value.Length > 0 && !Duration().IsMatch(due.Value)))
            {
                findings.Add(Value("not_a_period", below, $"row {row.Id}: this is no period of time",
                    "write days as P30D, months as P1M, hours as PT48H, or \"\" for no date"));
            }
        }
    }

    private void Meaning(PolicyRow row, List<PolicyFinding> findings)
    {
        if (row.Effect is "permit" or "deny" && row.Reason.Length > 0
            && !row.Reason.StartsWith(row.Effect + "_", StringComparison.Ordinal))
        {
            findings.Add(Value("reason_of_other_effect", [.. row.Steps, "reason"],
                $"row {row.Id} says '{row.Effect}' but its reason is '{row.Reason}'", $"choose a reason that begins with {row.Effect}_"));
        }

        if (row.Effect == "deny" && schema.IsOfEitherClass(row.Reason) && !Says(row.Content, "class"))
        {
            findings.Add(Value("class_missing", [.. row.Steps, "reason"], $"row {row.Id} does not say who may learn '{row.Reason}'",
                "write \"class\": \"person\" if it tells something about the person or the case, else \"request\""));
        }

        if (!(row.Id + ".").StartsWith(row.Rule + ".", StringComparison.Ordinal))
        {
            findings.Add(Value("id_of_other_rule", [.. row.Steps, "id"], $"row {row.Id} is a part of {row.Rule} but its id says otherwise",
                $"begin the id with '{row.Rule}.'"));
        }

        findings.AddRange(new[] { ("en", "English"), ("fr", "French") }
            .Where(language => Says(row.Content, "text") && !row.Text.TryGetValue(language.Item1, out _))
            .Select(language => Value("no_sentence", [.. row.Steps, "text"], $"row {row.Id} has no {language.Item2} sentence",
                $"write one in text.{language.Item1}")));
    }

    private PolicyFinding Missing(PolicyRow row, RowColumn column) => column.Name switch
    {
        "source" => Value(row.Effect == "permit" ? "permit_without_source" : "no_source", row.Steps, $"row {row.Id} has no source",
            "name the document and line it comes from, or write \"ours\""),
        "text" => Value("no_sentence", row.Steps, $"row {row.Id} has no sentence", "write one in text.en and one in text.fr"),
        _ => Value("column_missing", row.Steps, $"row {row.Id} says '{row.Effect}' but has no '{column.Name}'",
            $"write {column.Means}: {Example(column)}"),
    };

    private PolicyFinding Value(string code, IReadOnlyList<object> steps, string problem, string advice) =>
        new(code, places.OfValue([.. steps]), problem, advice);

    private PolicyFinding Name(string code, IReadOnlyList<object> steps, string problem, string advice) =>
        new(code, places.OfName([.. steps]), problem, advice);

    private static string? Suggest(string wrong, IEnumerable<string> known) =>
        NearestWord.Of(wrong, known) is { } near ? $"did you mean '{near}'?" : null;

    private static bool Says(RegoObject row, string column) => row.Get(RegoString.Of(column)) is { } value
        && value is not (RegoString { Value.Length: 0 } or RegoNull or RegoObject { Count: 0 });

    private static bool IsDetailed(RegoValue tier) => tier is RegoString { Value: "X" or "N" };

    private static string Shape(string kind) => kind switch
    {
        "text" => "a text",
        "flag" => "true or false",
        "list" => "a list of words",
        "grants" => "a list of grants",
        _ => "an object",
    };

    private static string Example(RowColumn column) => column.Kind switch
    {
        "flag" => $"\"{column.Name}\": true",
        "list" => $"\"{column.Name}\": [{FirstWord(column)}]",
        "grants" => "\"grants\": [{\"tiers\": [\"R\"]}]",
        "conditions" => $"\"{column.Name}\": {{\"case.status\": [\"open\"]}}",
        "obligations" => "\"obligations\": {\"feedback_to_sender\": \"P30D\"}",
        "sentences" => "\"text\": {\"en\": \"…\", \"fr\": \"…\"}",
        _ => $"\"{column.Name}\": {FirstWord(column)}",
    };

    private static string FirstWord(RowColumn column) =>
        column.Words?.Terms.Select(RegoJson.Write).Order(StringComparer.Ordinal).FirstOrDefault() ?? "\"…\"";

    [GeneratedRegex(@"\AP(?=.)(\d+[YMWD])*(T(\d+[HM])+)?\z")]
    private static partial Regex Duration();
}
