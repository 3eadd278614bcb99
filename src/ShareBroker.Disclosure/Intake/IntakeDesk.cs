using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Intake;

/// <summary>Takes a request in: limits, parties that exist, the case that is meant, the file that everything later hangs on.</summary>
internal sealed class IntakeDesk(DisclosurePorts ports, DisclosureSettings settings)
{
    private readonly CaseFinding _cases = new(ports.Cases);

    /// <summary>A file for a fresh request; not stored yet.</summary>
    /// <exception cref="InvalidRequestException">All faults of the message at once.</exception>
    /// <exception cref="UnknownCallerException">The caller is not in the register of agencies.</exception>
    public async Task<DisclosureFile> OpenAsync(
        Caller caller, IdempotencyKey? key, DisclosureTerms terms, IReadOnlyList<HeldValue>? referred, CancellationToken cancellationToken)
    {
        if (referred is not null && terms.HolderAgencyId.Length == 0)
        {
            terms = terms with { HolderAgencyId = caller.Agency.Value };
        }

        TermsChecking.Check(terms);
        await CheckPartiesAsync(caller, terms, referred is not null, cancellationToken);
        var now = ports.Time.GetUtcNow();
        var found = await _cases.FindAsync(caller.Agency, terms.CaseId, terms.ForumInstanceId, cancellationToken);
        return new DisclosureFile
        {
            Id = DisclosureId.Create(now, ports.Random),
            Kind = referred is null ? FileKind.Request : FileKind.Referral,
            Caller = caller.Agency,
            Person = caller.Person,
            KeyDigest = key?.DigestFor(caller.Agency) ?? "",
            RequestDigest = key is null ? "" : RequestDigest.Of(key, caller, terms, referred ?? []),
            Terms = terms,
            CaseId = found?.CaseId,
            Recipient = terms.Recipient is { } recipient ? AgencyId.Parse(recipient.AgencyId) : caller.Agency,
            OpenTime = now,
            OrderJti = Ulid.Create(now, ports.Random),
            AnswerJti = Ulid.Create(now, ports.Random),

            // The caller works on it first; the worker takes over when nothing came of that.
            NextAttempt = now + settings.Fetch.Deadline + settings.AttemptIntervalMax,
            Version = 1,
        };
    }

    /// <summary>Remembers the role that a person took on a case: roles of the last 90 days are a fact of later requests.</summary>
    public async Task RememberRoleAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        if (file.CaseId is null || file.Person.Role.Length == 0)
        {
            return;
        }

        var key = RoleHistoryRecord.KeyOf(file.CaseId, file.Caller.Value, file.Person.Id);
        var history = await ports.Registers.FindAsync<RoleHistoryRecord>(key, cancellationToken);
        var known = history?.Roles.FirstOrDefault(taken => taken.Role == file.Person.Role);

        // Once a day is enough for a window of 90 days and spares a write for every request.
        if (known is not null && known.Time > file.OpenTime - TimeSpan.FromDays(1))
        {
            return;
        }

        var taken = new TakenRole(file.Person.Role, file.OpenTime);
        await ports.Registers.PutAsync(
            new RoleHistoryRecord
            {
                CaseId = file.CaseId,
                Agency = file.Caller,
                ActorId = file.Person.Id,
                Roles = [.. (history?.Roles ?? []).Where(role => role.Role != taken.Role), taken],
            },
            cancellationToken);
    }

    private async Task CheckPartiesAsync(Caller caller, DisclosureTerms terms, bool isReferral, CancellationToken cancellationToken)
    {
        if (await ports.Registers.AgencyAsync(caller.Agency.Value, cancellationToken) is null)
        {
            throw new UnknownCallerException();
        }

        var faults = new List<RequestFault>();
        if (await ports.Registers.AgencyAsync(terms.HolderAgencyId, cancellationToken) is null)
        {
            faults.Add(new RequestFault("holder_unknown", "the holder is not in the register of agencies"));
        }

        if (terms.Recipient is { } recipient && await ports.Registers.AgencyAsync(recipient.AgencyId, cancellationToken) is null)
        {
            faults.Add(new RequestFault("recipient_unknown", "the recipient is not in the register of agencies"));
        }

        if (isReferral && (terms.Recipient is null || terms.HolderAgencyId != caller.Agency.Value))
        {
            faults.Add(new RequestFault("referral_parties", "a referral names its recipient, and the caller is the holder"));
        }

        var instance = terms.ForumInstanceId.Length == 0 ? null : await ports.Registers.FindAsync<ForumInstanceRecord>(
            ForumInstanceRecord.KeyOf(terms.ForumInstanceId), cancellationToken);
        if (terms.ForumInstanceId.Length > 0 && instance?.Forum != terms.Forum)
        {
            faults.Add(new RequestFault("forum_instance_unknown", "the forum instance is not in the register, or is one of another forum"));
        }

        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults);
        }
    }
}
