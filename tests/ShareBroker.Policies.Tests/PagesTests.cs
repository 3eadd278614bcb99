using System.Text;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Rendering;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests;

public sealed class PagesTests
{
    private const string Hostile = "<script>alert(1)</script> | [x](javascript:y) `z` & \\\"end";

    private static readonly string Folder = Path.Combine(TestPlaces.Root, "policies");

    private static readonly PolicySet Packs = PolicySet.Load(Folder);

    [Fact]
    public void Generated_pages_are_up_to_date()
    {
        var scenarios = ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios"));
        var stale = PolicyPages.BesidePacks(Packs, "en").Where(page => !IsCurrent(Path.Combine(Folder, page.Path), page.Content))
            .Select(page => "policies/" + page.Path).ToList();
        if (PolicyPages.Index(Packs, scenarios) is var index
            && !IsCurrent(Path.Combine(TestPlaces.Root, "docs", index.Path), index.Content))
        {
            stale.Add("docs/" + index.Path);
        }

        stale.ShouldBeEmpty($"bring them up to date with: {PolicyPages.Command}");
    }

    [Fact]
    public void Every_system_of_the_list_has_a_pack_in_the_index()
    {
        var index = PolicyPages.Index(Packs, []).Content;

        for (var number = 1; number <= 30; number++)
        {
            index.ShouldContain($"\n| {number} | ");
        }

        index.ShouldNotContain("no pack");
    }

    [Fact]
    public void The_register_has_a_page_for_each_pack_and_for_everybody_without_scripts()
    {
        var pages = PolicyPages.Register(Packs, "fr");

        pages.Select(page => page.Path).ShouldBe([.. Packs.Regimes.Select(regime => regime + ".html"), "index.html", "base.html"],
            ignoreOrder: true);
        pages.ShouldAllBe(page => page.Content.Contains("default-src 'none'", StringComparison.Ordinal)
            && !page.Content.Contains("<script", StringComparison.OrdinalIgnoreCase));
        pages[0].Content.ShouldContain("<html lang=\"fr\">");
        pages[0].Content.ShouldContain("<a href=\"fr.cpraf.html\">fr.cpraf</a>");
    }

    [Fact]
    public void Whatever_a_sentence_holds_stays_text_in_html_and_in_markdown()
    {
        var policies = With("regimes/fr/cpraf/data.json", "All members sign the confidentiality agreement.", Hostile);

        var html = PolicyPages.Of(policies, "fr.cpraf", "en", asHtml: true);
        var markdown = PolicyPages.Of(policies, "fr.cpraf", "en", asHtml: false);

        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        html.ShouldNotContain("<script");
        markdown.ShouldContain("\\<script\\>alert(1)\\</script\\> \\| \\[x\\](javascript:y) \\`z\\` \\&");
    }

    [Fact]
    public void The_page_of_the_reference_case_says_who_may_get_what_for_which_purpose()
    {
        var page = PolicyPages.Of(Packs, "fr.cpraf", "en", asHtml: false);

        page.ShouldContain("| to plan services | members of: prevention and family support unit (CPRAF) |");
        page.ShouldContain("date of birth → an age band");
        page.ShouldContain(
            "| to report progress | members of: prevention and family support unit (CPRAF) | progress, as a code | – | – | fr.cpr-7 |");
        PolicyPages.Of(Packs, "fr.cpraf", "fr", asHtml: false).ShouldContain("date de naissance → une tranche d'âge");
    }

    [Fact]
    public void A_regime_without_a_pack_is_named_with_those_that_have_one() =>
        Should.Throw<PolicyException>(() => PolicyPages.Of(Packs, "fr.none", "en", asHtml: true)).Message.ShouldContain("fr.cpraf");

    private static bool IsCurrent(string file, string content) => File.Exists(file) && File.ReadAllText(file) == content;

    private static PolicySet With(string path, string old, string text) => PolicySet.FromFiles(
    [
        .. Packs.Files.Select(file => file.Path != path ? file : file with
        {
            Content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Content.Span).Replace(old, text, StringComparison.Ordinal)),
        }),
    ]);
}
