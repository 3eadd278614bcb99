using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Demo;

/// <summary>The words of the scenes' requests.</summary>
internal static class DemoTerms
{
    /// <summary>A request in the CPRAF's meeting.</summary>
    public static DisclosureTerms InCpraf(string caseId, DemoAgency holder, string purpose, string why,
        params (string Path, string Why)[] fields) => With(
        new DisclosureTerms
        {
            CaseId = caseId,
            HolderAgencyId = holder.Id,
            Regime = "fr.cpraf",
            Forum = "fr.cpraf",
            ForumInstanceId = DemoCast.Cpraf,
            MeetingId = "november",
            Purpose = purpose,
            Why = why,
            LegalBasis = { "eu-gdpr:A6-1-e", "fr.circ.2014-04-29" },
        },
        fields);

    /// <summary>A request of one French agency to another, outside any forum.</summary>
    public static DisclosureTerms FrenchBilateral(
        string caseId, DemoAgency holder, string purpose, string why, params (string Path, string Why)[] fields)
    {
        var terms = InCpraf(caseId, holder, purpose, why, fields);
        terms.Forum = "bilateral";
        terms.ForumInstanceId = "";
        terms.MeetingId = "";
        return terms;
    }

    /// <summary>A request in the Info-house.</summary>
    public static DisclosureTerms InInfoHouse(string caseId, DemoAgency holder, string purpose, string why,
        params (string Path, string Why)[] fields) => With(
        new DisclosureTerms
        {
            CaseId = caseId,
            HolderAgencyId = holder.Id,
            Regime = "dk.infohouse.municipality",
            Forum = "dk.infohouse.municipality",
            ForumInstanceId = DemoCast.InfoHouse,
            MeetingId = "november",
            Purpose = purpose,
            Why = why,
            LegalBasis = { "dk.rpl.115" },
        },
        fields);

    private static DisclosureTerms With(DisclosureTerms terms, IEnumerable<(string Path, string Why)> fields)
    {
        terms.Fields.AddRange(fields.Select(field => new RequestedField { Path = field.Path, Why = field.Why }));
        return terms;
    }
}
