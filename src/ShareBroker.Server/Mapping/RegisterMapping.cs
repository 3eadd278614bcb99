using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Registers;
using LateDisclosure = ShareBroker.Disclosure.Registers.LateDisclosure;
using MappedPath = ShareBroker.Disclosure.Registers.MappedPath;
using Provenance = ShareBroker.Disclosure.Registers.Provenance;

namespace ShareBroker.Server.Mapping;

/// <summary>Between the messages of the contract and the rows of the registers. What a row may say is judged by its desk.</summary>
internal static class RegisterMapping
{
    /// <summary>The provenance of a message; unknown where it has none.</summary>
    public static Provenance ToProvenance(Wire.V1.Provenance? provenance) => provenance is null
        ? Provenance.Unknown
        : new Provenance(provenance.OriginPurpose, provenance.Basis, provenance.Reviewed, provenance.ReceiptId);

    /// <summary>An agency's row.</summary>
    public static AgencyRecord ToRecord(Wire.V1.Agency? agency) => new()
    {
        Agency = AgencyId.Parse(Present(agency).AgencyId),
        Type = agency!.Type,
        Country = agency.Country,
        CertificateSha256 = [.. agency.CertificateSha256],
        HolderAddress = agency.HolderAddress,
        Administers = agency.Administers,
        Contact = DisclosureMapping.ToActorOrNull(agency.Contact),
        RegimeStatus = agency.RegimeStatus.Length > 0 ? agency.RegimeStatus : "draft",
    };

    /// <summary>A forum instance's row.</summary>
    public static ForumInstanceRecord ToRecord(Wire.V1.ForumInstance? instance) => new()
    {
        Instance = Present(instance).ForumInstanceId,
        Forum = instance!.Forum,
        Regime = instance.Regime,
        RegimeStatus = instance.RegimeStatus.Length > 0 ? instance.RegimeStatus : "draft",
    };

    /// <summary>A membership's row.</summary>
    public static MemberRecord ToRecord(Wire.V1.Member? member) => new()
    {
        Instance = Present(member).ForumInstanceId,
        Agency = AgencyId.Parse(member!.AgencyId),
        CaseId = member.CaseId,
        Active = member.Active,
        Contact = DisclosureMapping.ToActorOrNull(member.Contact),
    };

    /// <summary>A meeting's row.</summary>
    public static MeetingRecord ToRecord(Wire.V1.Meeting? meeting) => new()
    {
        MeetingId = Present(meeting).MeetingId,
        Instance = meeting!.ForumInstanceId,
        Date = meeting.Date,
        CaseIds = [.. meeting.CaseIds],
    };

    /// <summary>An agreement's row.</summary>
    public static AgreementRecord ToRecord(Wire.V1.Agreement? agreement) => new()
    {
        Agency = AgencyId.Parse(Present(agreement).AgencyId),
        Kind = agreement!.Kind,
        Status = agreement.Status,
        Instance = agreement.ForumInstanceId,
    };

    /// <summary>A consent's row.</summary>
    public static ConsentRecord ToRecord(Wire.V1.Consent? consent) => new()
    {
        CaseId = Present(consent).CaseId,
        Status = consent!.Status,
        Text = consent.Text,
        CoveredAgencies = [.. consent.CoveredAgencyIds],
    };

    /// <summary>A training's row.</summary>
    public static TrainingRecord ToRecord(Wire.V1.Training? training) => new()
    {
        Agency = AgencyId.Parse(Present(training).AgencyId),
        ActorId = training!.ActorId,
        Kind = training.Kind,
        Status = training.Status,
    };

    /// <summary>A receiver's row.</summary>
    public static ReceiverRecord ToRecord(Wire.V1.Receiver? receiver) => new()
    {
        CaseId = Present(receiver).CaseId,
        Agency = AgencyId.Parse(receiver!.AgencyId),
        IsNamedProvider = receiver.IsNamedProvider,
        IsSpoc = receiver.IsSpoc,
        IsNamedExpert = receiver.IsNamedExpert,
    };

    /// <summary>A mapping's row.</summary>
    public static HolderMappingRecord ToRecord(Wire.V1.HolderMapping? mapping) => new()
    {
        Agency = AgencyId.Parse(Present(mapping).AgencyId),
        Paths = [.. mapping!.Paths.Select(static path => new MappedPath(path.Path, ToProvenance(path.Provenance)))],
        DefaultOriginPurpose = mapping.DefaultOriginPurpose,
    };

    /// <summary>A late disclosure.</summary>
    public static LateDisclosure ToRecord(Wire.V1.LateDisclosure? late) => new()
    {
        CaseId = Present(late).CaseId,
        Recipient = AgencyId.Parse(late!.RecipientAgencyId),
        Holder = AgencyId.Parse(late.HolderAgencyId),
        Purpose = late.Purpose,
        Paths = [.. late.Paths],
        Time = TimeMapping.ToTime(late.Time),
        ReceiptId = late.ReceiptId,
        ChangedSince = late.ChangedSince,
    };

    /// <summary>A role history's row.</summary>
    public static RoleHistoryRecord ToRecord(Wire.V1.RoleHistory? history)
    {
        var time = TimeMapping.ToTime(Present(history).Time);
        return new RoleHistoryRecord
        {
            CaseId = history!.CaseId,
            Agency = AgencyId.Parse(history.AgencyId),
            ActorId = history.ActorId,
            Roles = [.. history.Roles.Select(role => new TakenRole(role, time))],
        };
    }

    private static T Present<T>(T? row)
        where T : class => row ?? throw InvalidRequestException.Of("row_missing", "the request has no row to write");
}
