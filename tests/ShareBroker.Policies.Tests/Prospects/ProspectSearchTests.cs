using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Prospects;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Prospects;

/// <summary>For which requests something could ever be permitted, on the repository's own packs.</summary>
public sealed class ProspectSearchTests
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly ProspectQuestion Planning = new()
    {
        Regimes = ["fr.cpraf"], Purpose = "support.service_planning", RequesterType = "social", RequesterRole = "member",
        Fields = ["subject.name.full"],
    };

    [Fact]
    public void A_way_names_the_row_what_is_still_needed_and_what_each_field_would_get()
    {
        var way = Ask(Planning).Regimes.Single().Alternatives.Single();

        way.Rule.ShouldBe("fr.cpr-5");
        way.Row.Source.ShouldBe("003:235, 003:243, 003:331");
        way.Needs.Select(static need => need.Name).ShouldBe(
            ["agreement.confidentiality", "bases", "case.security_threat", "case.status", "forum", "meeting", "membership.active",
                "police_search", "regime_status"],
            ignoreOrder: true);
        way.Needs.Single(static need => need.Name == "agreement.confidentiality").Accepted.ShouldBe(["signed"]);
        way.Needs.Single(static need => need.Name == "agreement.confidentiality").Otherwise.ShouldBe(["fr.cpr-1"]);
        way.Needs.Single(static need => need.Name == "bases").Accepted.ShouldContain("eu-gdpr:A6-1-e");
        way.Decision.Fields["subject.name.full"].Action.ShouldBe(FieldActionKind.Disclose);
        way.Decision.Obligations.ShouldContain(static duty => duty.Id == "feedback_to_sender");
    }

    [Fact]
    public void What_is_fixed_against_a_row_shuts_it_and_is_named_with_what_refuses()
    {
        var report = Ask(Planning with
        {
            Facts = new Dictionary<string, RegoValue>(StringComparer.Ordinal) { ["police_search"] = RegoString.Of("security_response") },
        });

        report.Verdict.ShouldBe(ProspectVerdict.Never);
        var shut = report.Regimes.Single().Closed.Single(static row => row.Rule == "fr.cpr-5");
        shut.RefusedBy!.Id.ShouldBe("fr.cpr-4");
        shut.Excluding.Select(static word => word.Name).ShouldBe(["police_search"]);
    }

    [Fact]
    public void Support_data_are_never_permitted_to_gather_intelligence_in_any_regime()
    {
        var report = Ask(new ProspectQuestion { Purpose = "security.intelligence_gathering", HolderType = "school" });

        report.Verdict.ShouldBe(ProspectVerdict.Never);
        report.Regimes.Count.ShouldBe(Packs.Regimes.Count);
    }

    [Fact]
    public void Every_permit_row_of_a_regime_is_used_or_proved_to_be_shut()
    {
        var report = Ask(new ProspectQuestion
        {
            Regimes = ["at.training", "de.by.roundtable", "dk.infohouse.network", "fr.cpraf", "uk.mash"],
        });

        report.Regimes.SelectMany(static regime => regime.Undecided).ShouldBeEmpty();
        report.Regimes.ShouldAllBe(static regime => regime.Verdict == ProspectVerdict.Possible);
    }

    [Fact]
    public void A_word_that_no_list_has_is_told_with_the_nearest()
    {
        var fault = Should.Throw<PolicyException>(() => Ask(Planning with { Purpose = "support.service_planing" }));

        fault.Code.ShouldBe("question_word");
        fault.Message.ShouldBe("no purpose is called 'support.service_planing'; did you mean 'support.service_planning'?");
    }

    [Fact]
    public void One_way_is_enough_and_never_takes_a_proof_everywhere()
    {
        ProspectSearch.Of([ProspectVerdict.Never, ProspectVerdict.NotFound, ProspectVerdict.Possible]).ShouldBe(ProspectVerdict.Possible);
        ProspectSearch.Of([ProspectVerdict.Never, ProspectVerdict.NotFound]).ShouldBe(ProspectVerdict.NotFound);
        ProspectSearch.Of([ProspectVerdict.Never, ProspectVerdict.Never]).ShouldBe(ProspectVerdict.Never);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_text_says_what_is_needed_in_plain_words(bool isMarkdown)
    {
        var lines = new ProspectText(Packs.Data, "en").Lines(Ask(Planning), isMarkdown);

        lines[0].ShouldEndWith("possible: 1 way, each with an example that the policies permit");
        lines.ShouldContain(static line => line.EndsWith(
            "needs confidentiality agreement: signed; otherwise fr.cpr-1 refuses", StringComparison.Ordinal));
        lines.ShouldContain(static line => line.EndsWith("subject.name.full: disclose", StringComparison.Ordinal));
    }

    [Fact]
    public void The_guide_for_authors_shows_what_the_command_prints()
    {
        var report = Ask(new ProspectQuestion
        {
            Regimes = ["fr.cpraf"], Purpose = "support.progress_feedback", RequesterType = "school", Fields = ["involvement.progress"],
            Bases = ["eu-gdpr:A6-1-e"],
        });
        var lines = new ProspectText(Packs.Data, "en").Lines(report, isMarkdown: false)
            .TakeWhile(static line => !line.StartsWith("rows that stay shut", StringComparison.Ordinal));

        File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "authoring.md")).ReplaceLineEndings("\n")
            .ShouldContain(string.Join('\n', lines).TrimEnd(), Case.Sensitive);
    }

    private static ProspectReport Ask(ProspectQuestion question) =>
        ProspectSearch.Run(Packs, question, DecisionBudget.Environment(TimeProvider.System), CancellationToken.None);
}
