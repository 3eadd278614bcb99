namespace ShareBroker.Disclosure.Intake;

/// <summary>
/// The limits of a message. Words are not judged here: an unknown purpose or path is for policy to refuse, with a receipt.
/// </summary>
internal static class TermsChecking
{
    public const int WordLengthMax = 100;
    public const int IdLengthMax = 200;
    public const int WhyLengthMax = 2000;
    public const int FieldWhyLengthMax = 500;
    public const int FieldCountMax = 200;
    public const int BasisCountMax = 32;

    /// <summary>Refuses terms that break a limit.</summary>
    /// <exception cref="InvalidRequestException">All faults at once.</exception>
    public static void Check(DisclosureTerms terms)
    {
        var faults = new List<RequestFault>();
        CheckText(faults, "case_id", terms.CaseId, IdLengthMax);
        if (!AgencyId.TryParse(terms.HolderAgencyId, out _))
        {
            faults.Add(new RequestFault("holder_malformed", "the holder is no agency id"));
        }

        CheckText(faults, "regime", terms.Regime, WordLengthMax);
        CheckText(faults, "forum", terms.Forum, WordLengthMax);
        CheckText(faults, "forum_instance_id", terms.ForumInstanceId, WordLengthMax);
        CheckText(faults, "meeting_id", terms.MeetingId, WordLengthMax);
        CheckText(faults, "purpose", terms.Purpose, WordLengthMax);
        CheckCount(faults, "legal_basis", terms.LegalBasis.Count, BasisCountMax);
        foreach (var code in terms.LegalBasis)
        {
            CheckText(faults, "legal_basis", code, WordLengthMax);
        }

        CheckText(faults, "why", terms.Why, WhyLengthMax);
        CheckFields(faults, terms.Fields);
        CheckRecipient(faults, terms.Recipient);
        if (terms.SmallestCell is < 0 or > 1_000_000_000)
        {
            faults.Add(new RequestFault("smallest_cell_out_of_range", "the smallest cell is not between 0 and 1,000,000,000"));
        }

        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults.DistinctBy(static fault => (fault.Code, fault.Message)).ToList());
        }
    }

    /// <summary>A text within its length, without control characters and lone surrogates.</summary>
    public static void CheckText(List<RequestFault> faults, string member, string text, int lengthMax)
    {
        if (text.Length > lengthMax)
        {
            faults.Add(new RequestFault(member + "_too_long", $"'{member}' is longer than {lengthMax} characters"));
        }
        else if (HasForbidden(text))
        {
            faults.Add(new RequestFault(member + "_malformed", $"'{member}' holds a control character or half of a surrogate pair"));
        }
    }

    private static bool HasForbidden(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]) || (char.IsControl(text[at]) && text[at] is not ('\n' or '\r' or '\t')))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckCount(List<RequestFault> faults, string member, int count, int countMax)
    {
        if (count > countMax)
        {
            faults.Add(new RequestFault(member + "_too_many", $"'{member}' has more than {countMax} items"));
        }
    }

    private static void CheckFields(List<RequestFault> faults, IReadOnlyList<RequestedField> fields)
    {
        CheckCount(faults, "fields", fields.Count, FieldCountMax);
        foreach (var field in fields.Take(FieldCountMax))
        {
            CheckText(faults, "fields.path", field.Path, WordLengthMax);
            CheckText(faults, "fields.why", field.Why ?? "", FieldWhyLengthMax);
        }
    }

    private static void CheckRecipient(List<RequestFault> faults, TermsRecipient? recipient)
    {
        if (recipient is null)
        {
            return;
        }

        if (!AgencyId.TryParse(recipient.AgencyId, out _))
        {
            faults.Add(new RequestFault("recipient_malformed", "the recipient is no agency id"));
        }

        CheckText(faults, "recipient.actor", recipient.Actor.Id, IdLengthMax);
        CheckText(faults, "recipient.actor", recipient.Actor.Role, WordLengthMax);
    }
}
