using System.Globalization;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Disclosure.Registers;

/// <summary>The form of rows: lengths, closed lists of states, dates. Words that only policies know are theirs to judge.</summary>
internal static class RegisterChecking
{
    private const int ListCountMax = 1000;

    /// <exception cref="InvalidRequestException">All faults at once.</exception>
    public static void Check(RegisterRecord record)
    {
        var faults = new List<RequestFault>();
        foreach (var part in record.Key.Row.Split('\u001f'))
        {
            Text(faults, "id", part, TermsChecking.IdLengthMax);
        }

        CheckKind(faults, record);
        Throw(faults);
    }

    /// <summary>A mapping names paths of the field catalogue; a misspelt one would leave its data without provenance.</summary>
    /// <exception cref="InvalidRequestException">All faults at once, each with the number of the path, from 1.</exception>
    public static void CheckWords(RegisterRecord record, Vocabulary words)
    {
        if (record is HolderMappingRecord mapping)
        {
            Throw([.. mapping.Paths.Index().Where(entry => words.Path(entry.Item.Path) is null)
                .Select(static entry => new RequestFault("path_unknown", $"path {entry.Index + 1} is not in the field catalogue"))]);
        }
    }

    /// <exception cref="InvalidRequestException">All faults at once.</exception>
    public static void Check(LateDisclosure late)
    {
        var faults = new List<RequestFault>();
        Present(faults, "case_id", late.CaseId);
        Present(faults, "purpose", late.Purpose);
        Text(faults, "receipt_id", late.ReceiptId, TermsChecking.WordLengthMax);
        Paths(faults, late.Paths);
        Throw(faults);
    }

    private static void CheckKind(List<RequestFault> faults, RegisterRecord record)
    {
        switch (record)
        {
            case AgencyRecord agency:
                CheckAgency(faults, agency);
                break;
            case ForumInstanceRecord instance:
                Present(faults, "forum_instance_id", instance.Instance);
                Present(faults, "forum", instance.Forum);
                Present(faults, "regime", instance.Regime);
                OneOf(faults, "regime_status", instance.RegimeStatus, "confirmed", "draft");
                break;
            case ConfirmationRecord confirmation:
                CheckConfirmation(faults, confirmation);
                break;
            case MemberRecord member:
                Present(faults, "forum_instance_id", member.Instance);
                Contact(faults, member.Contact);
                break;
            case MeetingRecord meeting:
                Present(faults, "meeting_id", meeting.MeetingId);
                Present(faults, "forum_instance_id", meeting.Instance);
                Day(faults, meeting.Date);
                Count(faults, "case_ids", meeting.CaseIds.Count);
                break;
            case AgreementRecord agreement:
                OneOf(faults, "kind", agreement.Kind, "confidentiality", "framework");
                OneOf(faults, "status", agreement.Status, "signed", "unsigned", "expired");
                break;
            case ConsentRecord consent:
                Present(faults, "case_id", consent.CaseId);
                OneOf(faults, "status", consent.Status, "given", "refused", "withdrawn", "expired", "unknown", "not_required");
                Text(faults, "text", consent.Text, TermsChecking.WhyLengthMax);
                Count(faults, "covered_agency_ids", consent.CoveredAgencies.Count);
                break;
            case TrainingRecord training:
                Present(faults, "actor_id", training.ActorId);
                OneOf(faults, "kind", training.Kind, "assessment_model");
                OneOf(faults, "status", training.Status, "valid", "none");
                break;
            case ReceiverRecord receiver:
                Present(faults, "case_id", receiver.CaseId);
                break;
            case HolderMappingRecord mapping:
                CheckMapping(faults, mapping);
                break;
            case RoleHistoryRecord history:
                Present(faults, "case_id", history.CaseId);
                Present(faults, "actor_id", history.ActorId);
                Count(faults, "roles", history.Roles.Count);
                break;
            default:
                faults.Add(new RequestFault("register_closed", "this register is not written directly"));
                break;
        }
    }

    private static void CheckAgency(List<RequestFault> faults, AgencyRecord agency)
    {
        Present(faults, "type", agency.Type);
        Present(faults, "country", agency.Country);
        OneOf(faults, "regime_status", agency.RegimeStatus, "confirmed", "draft");
        Contact(faults, agency.Contact);
        if (agency.HolderAddress.Length > 0 &&
            !(Uri.TryCreate(agency.HolderAddress, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            faults.Add(new RequestFault("holder_address_malformed", "the holder's address is no https address"));
        }

        if (agency.CertificateSha256.Any(
            static sha256 => sha256.Length != 64
            || sha256.Any(static digit => !char.IsAsciiHexDigitLower(digit) && !char.IsAsciiDigit(digit))))
        {
            faults.Add(new RequestFault("certificate_malformed", "a certificate thumbprint is not 64 lower-case hex digits"));
        }
    }

    private static void CheckConfirmation(List<RequestFault> faults, ConfirmationRecord confirmation)
    {
        Present(faults, "regime", confirmation.Regime);
        Present(faults, "person", confirmation.Person);
        if ((confirmation.Instance.Length == 0) == (confirmation.Agency.Length == 0))
        {
            faults.Add(new RequestFault("scope_unclear", "name either a forum instance or a holder"));
        }

        if (!confirmation.IsWithdrawn)
        {
            Present(faults, "opinion", confirmation.Opinion);
            Day(faults, confirmation.ReviewDate);
        }
    }

    private static void CheckMapping(List<RequestFault> faults, HolderMappingRecord mapping)
    {
        Paths(faults, mapping.Paths.Select(static path => path.Path).ToList());
        Text(faults, "default_origin_purpose", mapping.DefaultOriginPurpose, TermsChecking.WordLengthMax);
        foreach (var provenance in mapping.Paths.Select(static path => path.Provenance))
        {
            Text(faults, "origin_purpose", provenance.OriginPurpose, TermsChecking.WordLengthMax);
            Text(faults, "receipt_id", provenance.ReceiptId, TermsChecking.WordLengthMax);
            OneOf(faults, "basis", provenance.Basis, "", "fact", "personal_assessment");
        }
    }

    private static void Paths(List<RequestFault> faults, IReadOnlyList<string> paths)
    {
        Count(faults, "paths", paths.Count);
        foreach (var path in paths.Take(ListCountMax))
        {
            Present(faults, "path", path);
        }
    }

    private static void Contact(List<RequestFault> faults, Actor? contact)
    {
        if (contact is not null)
        {
            Text(faults, "contact", contact.Id, TermsChecking.IdLengthMax);
            Text(faults, "contact", contact.Role, TermsChecking.WordLengthMax);
        }
    }

    /// <summary>A day such as 2026-03-05; null for any other text.</summary>
    public static DateOnly? DayOf(string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static void Day(List<RequestFault> faults, string date)
    {
        if (DayOf(date) is null)
        {
            faults.Add(new RequestFault("date_malformed", "the date is not a day such as 2026-03-05"));
        }
    }

    private static void Present(List<RequestFault> faults, string member, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            faults.Add(new RequestFault(member + "_missing", $"'{member}' is empty"));
        }

        Text(faults, member, text, TermsChecking.IdLengthMax);
    }

    private static void Text(List<RequestFault> faults, string member, string text, int lengthMax) =>
        TermsChecking.CheckText(faults, member, text, lengthMax);

    private static void OneOf(List<RequestFault> faults, string member, string word, params ReadOnlySpan<string> words)
    {
        if (!words.Contains(word))
        {
            faults.Add(new RequestFault(member + "_unknown", $"'{member}' is not one of: {string.Join(", ", words)}"));
        }
    }

    private static void Count(List<RequestFault> faults, string member, int count)
    {
        if (count > ListCountMax)
        {
            faults.Add(new RequestFault(member + "_too_many", $"'{member}' has more than {ListCountMax} items"));
        }
    }

    private static void Throw(List<RequestFault> faults)
    {
        if (faults.Count > 0)
        {
            throw new InvalidRequestException([.. faults.Distinct()]);
        }
    }
}
