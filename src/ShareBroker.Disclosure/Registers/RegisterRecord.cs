using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>
/// One row of a register: what changes weekly and is therefore no policy. A row replaces the one with the same key.
/// The family is closed; each row knows the register it belongs to and its key in it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "register")]
[JsonDerivedType(typeof(AgencyRecord), "agency")]
[JsonDerivedType(typeof(CertificateRecord), "certificate")]
[JsonDerivedType(typeof(ForumInstanceRecord), "forum_instance")]
[JsonDerivedType(typeof(ConfirmationRecord), "confirmation")]
[JsonDerivedType(typeof(MemberRecord), "member")]
[JsonDerivedType(typeof(MeetingRecord), "meeting")]
[JsonDerivedType(typeof(AgreementRecord), "agreement")]
[JsonDerivedType(typeof(ConsentRecord), "consent")]
[JsonDerivedType(typeof(TrainingRecord), "training")]
[JsonDerivedType(typeof(ReceiverRecord), "receiver")]
[JsonDerivedType(typeof(HolderMappingRecord), "holder_mapping")]
[JsonDerivedType(typeof(LateDisclosuresRecord), "late_disclosure")]
[JsonDerivedType(typeof(RoleHistoryRecord), "role_history")]
public abstract record RegisterRecord
{
    private protected RegisterRecord()
    {
    }

    /// <summary>Where the row stands.</summary>
    [JsonIgnore]
    public abstract RegisterKey Key { get; }
}
