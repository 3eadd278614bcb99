using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Proving;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>Looks for everything that is wrong with a policy folder, all at once: files, rules, tables, and what the tables
/// mean together.</summary>
public static class PolicyCheck
{
    /// <summary>Every finding, ordered by file, line and column; empty when the folder is sound.</summary>
    /// <param name="policies">Policies that could be loaded.</param>
    public static IReadOnlyList<PolicyFinding> Run(PolicySet policies) => Run(policies.Files);

    /// <summary>Every finding, ordered by file, line and column; empty when the folder is sound. Never throws for what a file
    /// holds.</summary>
    /// <param name="files">The files of a policy folder.</param>
    public static IReadOnlyList<PolicyFinding> Run(IReadOnlyList<PolicyFile> files)
    {
        var broken = FileCheck.Run(files).ToList();
        var findings = broken.ConvertAll(fault => fault.Finding);
        if (FileCheck.Manifest(files) is { } manifest)
        {
            findings.Add(manifest);
        }

        PolicyFile[] usable = [.. files.Except(broken.Select(fault => fault.File))];
        var places = new DataPlaces(usable);
        var data = Merge(usable, findings);
        findings.AddRange(ModuleCheck.Run(usable, data));
        var tables = Tables(data, places).ToList();
        findings.AddRange(tables);

        // What words and rows mean together is asked once each of them is sound by itself.
        if (!findings.Exists(finding => finding.Place.File.EndsWith(".json", StringComparison.Ordinal) && IsOfShape(finding.Code)))
        {
            findings.AddRange(PolicyLints.Run(data, places).Where(lint => !tables.Exists(finding => AreOfOneRow(lint, finding))));
        }

        return
        [
            .. findings.Distinct()
                .OrderBy(finding => finding.Place.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Place.Line)
                .ThenBy(finding => finding.Place.Column)
                .ThenBy(finding => finding.Code, StringComparer.Ordinal),
        ];
    }

    // A row with a wrong word means something else once the word is right.
    private static bool AreOfOneRow(PolicyFinding lint, PolicyFinding finding) =>
        lint.Problem.StartsWith("row ", StringComparison.Ordinal)
        && finding.Problem.StartsWith("row ", StringComparison.Ordinal)
        && RowOf(lint.Problem).SequenceEqual(RowOf(finding.Problem));

    private static ReadOnlySpan<char> RowOf(string problem)
    {
        var rest = problem.AsSpan("row ".Length);
        var end = rest.IndexOfAny(' ', ':');
        return end < 0 ? rest : rest[..end];
    }

    // Faults that leave rows readable and their words known do not stand in the way.
    private static bool IsOfShape(string code) =>
        code is "words" or "row_malformed" or "syntax" or "said_twice" or "no_rows" or "wrong_kind";

    // A file that contradicts an earlier one is told and left out, so that the rest can still be looked at.
    private static RegoObject Merge(IReadOnlyList<PolicyFile> files, List<PolicyFinding> findings)
    {
        var left = new List<PolicyFile>(files);
        while (true)
        {
            try
            {
                return PolicyData.MergeOrTell(left);
            }
            catch (PolicyDataConflictException conflict)
            {
                findings.Add(new PolicyFinding("said_twice", TextPlaces.Whole(conflict.File),
                    $"the file gives '{conflict.Member}', which another file gives already", "say it in one place"));
                left.Remove(conflict.File);
            }
        }
    }

    private static IEnumerable<PolicyFinding> Tables(RegoObject data, DataPlaces places)
    {
        var findings = new List<PolicyFinding>();
        var rows = PolicyRows.Read(data, (steps, fault) => findings.Add(new PolicyFinding(
            "row_malformed", places.OfValue(steps), fault.Message, "write it as docs/authoring.md shows")));
        if (rows.Count == 0)
        {
            findings.Add(new PolicyFinding("no_rows", places.OfValue("base", "tables", "rows"), "there is no row at all",
                "grants and denials stand in the tables of base and packs; write them there"));
        }

        if (ReadWords(data, places, findings) is { } words)
        {
            var schema = new RowSchema(words.Content);
            if (schema.Columns.Count == 0)
            {
                findings.Add(new PolicyFinding("words", places.OfValue("base", "words"), "there is no list of columns",
                    "the shape of a row stands in base/words/columns; put it back"));
                return findings;
            }

            var check = new RowCheck(schema, places);
            findings.AddRange(rows.SelectMany(check.Run));
            var packs = new PackCheck(schema, rows, places);
            findings.AddRange(PolicyRows.PacksWithSteps(data, static (_, _) => { })
                .SelectMany(pack => packs.Run(pack.Pack.Content, pack.Steps)));
        }

        findings.AddRange(rows.GroupBy(row => row.Id, StringComparer.Ordinal).Where(twins => twins.Count() > 1)
            .SelectMany(twins => twins.Skip(1), (twins, row) => new PolicyFinding("duplicate_id", places.OfValue([.. row.Steps, "id"]),
                $"{twins.Count()} rows have the id '{row.Id}'",
                    "give each row an id of its own, and name the common rule under \"rule\"")));
        return findings;
    }

    private static Vocabulary? ReadWords(RegoObject data, DataPlaces places, List<PolicyFinding> findings)
    {
        try
        {
            return Vocabulary.Read(data);
        }
        catch (PolicyException fault)
        {
            findings.Add(new PolicyFinding("words", places.OfValue("base", "words"), fault.Message,
                "the vocabulary stands in base/words; mend it first, rows are not looked at before"));
            return null;
        }
    }
}
