using System.Text;
using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Packs;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Checking;

/// <summary>One thing wrong in a pack of the repository: the check finds it, at its place, and says what to do.</summary>
public sealed class RowCheckTests
{
    private const string Pack = "regimes/fr/cpraf/data.json";

    private static readonly IReadOnlyList<PolicyFile> Files = PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies"));

    [Theory]
    [InlineData("\"purposes\": [\"support\"]", "\"purpose\": [\"support\"]", "unknown_column", "did you mean 'purposes'?")]
    [InlineData("\"when\": {\"either.role\"", "\"when\": {\"eiter.role\"", "unknown_condition", "did you mean 'either.role'?")]
    [InlineData("[\"frontline\"]", "[\"frontlin\"]", "unknown_word", "did you mean 'frontline'?")]
    [InlineData("[\"frontline\"]", "\"frontline\"", "wrong_kind", "\"either.role\": [\"frontline\"]")]
    [InlineData("[\"frontline\"]", "[]", "never_holds", "an absent column means any")]
    [InlineData("{\"either.role\": [\"frontline\"]}", "{\"case.owner\": [\"p-1\"]}", "untestable_fact", "base/facets.rego")]
    [InlineData("\"forum\": [\"support_group\"],\n      \"when\"", "\"forum\": [\"suport_group\"],\n      \"when\"", "unknown_word",
        "did you mean 'support_group'?")]
    [InlineData("\"receiver.is_spoc\": [true]},", "\"receiver.is_spoc\": [\"true\"]},", "unknown_word", "write false or true")]
    [InlineData("\"paths\": [\"involvement.progress\", \"plan.actions\"]", "\"paths\": [\"involvement.progres\", \"plan.actions\"]",
        "unknown_word", "did you mean 'involvement.progress'?")]
    [InlineData("[{\"tiers\": [\"R\"]}]", "[{\"tiers\": [\"X\"]}]", "tier_granted_whole", "name the paths one by one")]
    [InlineData("[{\"tiers\": [\"R\"]}]", "[{\"tier\": [\"R\"]}]", "unknown_column", "did you mean 'tiers'?")]
    [InlineData("[{\"tiers\": [\"R\"]}]", "[\"R\"]", "wrong_kind", "write {\"tiers\": [\"R\"]}")]
    [InlineData("\"progress_review\": \"P1M\"", "\"progress_revue\": \"P1M\"", "unknown_word", "did you mean 'progress_review'?")]
    [InlineData("\"progress_review\": \"P1M\"", "\"progress_review\": \"monthly\"", "not_a_period", "write days as P30D")]
    [InlineData("\"reason\": \"deny_frontline_at_distance\"", "\"reason\": \"permit_forum_member\"", "reason_of_other_effect",
        "begins with deny_")]
    [InlineData("\"reason\": \"deny_frontline_at_distance\"", "\"reason\": \"deny_front_line\"", "unknown_word", "base/words/reasons")]
    [InlineData("      \"class\": \"request\",\n", "", "class_missing", "\"class\": \"person\"")]
    [InlineData("\"effect\": \"withhold\",\n      \"forum\"", "\"effect\": \"withhold\",\n      \"grants\": [],\n      \"forum\"",
        "column_of_other_effect", "take it away")]
    [InlineData("\"grants\": [{\"tiers\": [\"R\"]}],\n", "", "column_missing", "\"grants\": [{\"tiers\": [\"R\"]}]")]
    [InlineData("      \"source\": \"003:245\",\n", "", "no_source", "name the document and line")]
    [InlineData("\"source\": \"003:245\",\n      \"status\": \"seed\"", "\"source\": \"003:245\",\n      \"status\": \"sure\"",
        "unknown_word", "write \"ours\" or \"seed\" or \"verify\"")]
    [InlineData("\"fr\": \"Ceux qui", "\"de\": \"Ceux qui", "no_sentence", "text.fr")]
    [InlineData("\"rule\": \"fr.cpr-8\"", "\"rule\": \"fr.cpr-7\"", "id_of_other_rule", "begin the id with 'fr.cpr-7.'")]
    [InlineData("\"id\": \"fr.cpr-3\"", "\"id\": \"fr.cpr-1\"", "duplicate_id", "an id of its own")]
    [InlineData("\"title\": {\"en\"", "\"titel\": {\"en\"", "unknown_member", "did you mean 'title'?")]
    [InlineData("\"regime\": \"fr.cpraf\"", "\"regime\": \"fr.cprav\"", "pack_at_wrong_place", "move its folder")]
    public void A_fault_in_a_row_is_found_at_its_place_with_advice(string sound, string faulty, string code, string advice)
    {
        var text = Encoding.UTF8.GetString(Files.Single(file => file.Path == Pack).Content.Span);
        var at = text.IndexOf(sound, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, sound);
        var changed = text[..at] + faulty + text[(at + sound.Length)..];

        var findings = PolicyCheck.Run(With(changed)).Where(finding => finding.Code == code).ToList();

        findings.ShouldNotBeEmpty();
        findings[0].Place.File.ShouldBe(Pack);
        findings[0].Place.Column.ShouldBeGreaterThan(0);
        findings.ShouldContain(finding => finding.Advice.Contains(advice), string.Join('\n', findings));
        findings.ShouldContain(finding => Math.Abs(finding.Place.Line - Line(text, at)) <= 12, string.Join('\n', findings));
    }

    [Fact]
    public void The_place_of_a_wrong_word_is_its_own_line_and_column()
    {
        var text = Encoding.UTF8.GetString(Files.Single(file => file.Path == Pack).Content.Span);
        var changed = text.Replace("[\"frontline\"]", "[\"frontlin\"]", StringComparison.Ordinal);
        var lines = changed.Split('\n');
        var line = Array.FindIndex(lines, one => one.Contains("\"frontlin\"", StringComparison.Ordinal));

        var finding = PolicyCheck.Run(With(changed)).Where(one => one.Code == "unknown_word").ShouldHaveSingleItem();

        finding.Place.Line.ShouldBe(line + 1);
        finding.Place.Column.ShouldBe(lines[line].IndexOf("\"frontlin\"", StringComparison.Ordinal) + 1);
        finding.Place.Text.ShouldBe("\"frontlin\"");
        finding.Problem.ShouldBe("row fr.cpr-3 names \"frontlin\" under either.role, which is on no list");
    }

    [Fact]
    public void A_shared_row_that_is_gone_is_found_in_the_pack_that_shares_it()
    {
        var text = Encoding.UTF8.GetString(Files.Single(file => file.Path == Pack).Content.Span);
        var changed = text.Replace("\"id\": \"fr.cpr-3\"", "\"id\": \"fr.cpr-33\"", StringComparison.Ordinal);

        var finding = PolicyCheck.Run(With(changed)).ShouldHaveSingleItem();

        finding.Code.ShouldBe("shared_row_missing");
        finding.Place.File.ShouldBe("regimes/fr/pg/data.json");
        finding.Advice.ShouldBe("name a row that is there, or take it away");
    }

    [Fact]
    public void Without_the_list_of_columns_no_row_is_judged()
    {
        PolicyFile[] files = [.. Files.Where(file => file.Path != "base/words/columns/data.json" && !file.IsTest)];

        PolicyCheck.Run(files).ShouldHaveSingleItem().Problem.ShouldBe("there is no list of columns");
    }

    private static List<PolicyFile> With(string pack) =>
    [
        .. Files.Where(file => !file.IsTest)
            .Select(file => file.Path == Pack ? file with { Content = Encoding.UTF8.GetBytes(pack) } : file),
    ];

    private static int Line(string text, int offset) => 1 + text.AsSpan(0, offset).Count('\n');
}
