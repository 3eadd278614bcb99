using System.Globalization;
using ShareBroker.Client;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Demo;

/// <summary>Fills the registers before the month begins, and changes them as it goes on. The prefecture and the Danish police
/// administer.</summary>
internal sealed class DemoRegisters(DemoPeople people, Func<DemoAgency, Agency> entryOf, TimeProvider time)
{
    private static readonly ActingPerson Clerk = new("clerk", "coordinator");

    /// <summary>Contact points, forums, members, agreements, mappings, training.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await ForumAsync(DemoCast.Prefecture, DemoCast.Cpraf, "fr.cpraf", cancellationToken);
        await ForumAsync(DemoCast.DanishPolice, DemoCast.InfoHouse, "dk.infohouse.municipality", cancellationToken);
        foreach (var agency in DemoCast.All)
        {
            await ConfirmAsync(agency, cancellationToken);
            await MapAsync(agency, cancellationToken);
            await JoinAsync(agency, cancellationToken);
            await AgreeAsync(agency, "signed", cancellationToken);
        }

        var client = Administrator("dk");
        var training = new Training { AgencyId = DemoCast.Municipality.Id, ActorId = "assessor-1", Kind = "assessment_model",
            Status = "valid" };
        await client.Registers.PutTrainingAsync(new PutTrainingRequest { Training = training }, client.Options(cancellationToken));
    }

    /// <summary>The confidentiality agreement of an agency.</summary>
    public async Task AgreeAsync(DemoAgency agency, string status, CancellationToken cancellationToken)
    {
        var client = Administrator(agency.Country);
        var agreement = new Agreement { AgencyId = agency.Id, Kind = "confidentiality", Status = status };
        await client.Registers.PutAgreementAsync(new PutAgreementRequest { Agreement = agreement }, client.Options(cancellationToken));
    }

    /// <summary>A case of a country, linked by each of its agencies, on the agenda of the month's meeting.</summary>
    /// <returns>The broker's id of the case.</returns>
    public async Task<string> OpenCaseAsync(string country, IEnumerable<(string Key, string Json)> facts,
        CancellationToken cancellationToken)
    {
        var agencies = DemoCast.Of(country).ToList();
        var instance = country == "fr" ? DemoCast.Cpraf : DemoCast.InfoHouse;
        var opener = people.As(agencies[0], Clerk);
        var request = new OpenCaseRequest { ForumInstanceId = instance, SubjectId = agencies[0].SubjectId };
        request.Facts.AddRange(facts.Select(fact => new CaseFact { Key = fact.Key, ValueJson = fact.Json }));
        var opened = await opener.Cases.OpenCaseAsync(request, opener.Options(cancellationToken));
        foreach (var agency in agencies.Skip(1))
        {
            var client = people.As(agency, Clerk);
            var link = new LinkSubjectRequest { CaseId = opened.Case.CaseId, SubjectId = agency.SubjectId };
            await client.Cases.LinkSubjectAsync(link, client.Options(cancellationToken));
        }

        var administrator = Administrator(country);
        var meeting = new Meeting
        {
            MeetingId = "november",
            ForumInstanceId = instance,
            Date = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CaseIds = { opened.Case.CaseId },
        };
        await administrator.Registers.PutMeetingAsync(new PutMeetingRequest { Meeting = meeting },
            administrator.Options(cancellationToken));
        return opened.Case.CaseId;
    }

    /// <summary>Facts of a case, stated by an agency that may.</summary>
    public async Task StateAsync(DemoAgency agency, string caseId, CancellationToken cancellationToken,
        params (string Key, string Json)[] facts)
    {
        var client = people.As(agency, Clerk);
        var request = new RecordCaseFactsRequest { CaseId = caseId };
        request.Facts.AddRange(facts.Select(fact => new CaseFact { Key = fact.Key, ValueJson = fact.Json }));
        await client.Cases.RecordCaseFactsAsync(request, client.Options(cancellationToken));
    }

    /// <summary>The person chose an agency as provider and agreed to it.</summary>
    public async Task NameProviderAsync(DemoAgency agency, string caseId, CancellationToken cancellationToken)
    {
        var client = Administrator(agency.Country);
        var receiver = new Receiver { CaseId = caseId, AgencyId = agency.Id, IsNamedProvider = true, IsSpoc = true };
        await client.Registers.PutReceiverAsync(new PutReceiverRequest { Receiver = receiver }, client.Options(cancellationToken));
        var consent = new Consent { CaseId = caseId, Status = "given", CoveredAgencyIds = { agency.Id } };
        await client.Registers.PutConsentAsync(new PutConsentRequest { Consent = consent }, client.Options(cancellationToken));
    }

    private BrokerClient Administrator(string country) =>
        people.As(country == "fr" ? DemoCast.Prefecture : DemoCast.DanishPolice, Clerk);

    private async Task ForumAsync(DemoAgency agency, string instance, string forum, CancellationToken cancellationToken)
    {
        var client = people.As(agency, Clerk);
        var put = new PutForumInstanceRequest
        {
            ForumInstance = new ForumInstance { ForumInstanceId = instance, Forum = forum, Regime = forum, RegimeStatus = "confirmed" },
        };
        await client.Registers.PutForumInstanceAsync(put, client.Options(cancellationToken));
    }

    // Bilateral sharing has no forum instance: there the holder's own status says whether its regime was confirmed.
    private async Task ConfirmAsync(DemoAgency agency, CancellationToken cancellationToken)
    {
        var client = Administrator(agency.Country);
        await client.Registers.PutAgencyAsync(new PutAgencyRequest { Agency = entryOf(agency) }, client.Options(cancellationToken));
    }

    private async Task JoinAsync(DemoAgency agency, CancellationToken cancellationToken)
    {
        var client = Administrator(agency.Country);
        var member = new Member
        {
            ForumInstanceId = agency.Country == "fr" ? DemoCast.Cpraf : DemoCast.InfoHouse,
            AgencyId = agency.Id,
            Active = true,
            Contact = new Actor { Id = agency.Contact.Id, Role = agency.Contact.Role },
        };
        await client.Registers.PutMemberAsync(new PutMemberRequest { Member = member }, client.Options(cancellationToken));
    }

    private async Task MapAsync(DemoAgency agency, CancellationToken cancellationToken)
    {
        var client = Administrator(agency.Country);
        var origin = agency.Type == "social" ? "support.needs_assessment" : "none";
        var mapping = new HolderMapping { AgencyId = agency.Id, DefaultOriginPurpose = origin };
        await client.Registers.PutHolderMappingAsync(new PutHolderMappingRequest { Mapping = mapping }, client.Options(cancellationToken));
    }
}
