using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Registers;

/// <summary>
/// The registers: what changes weekly and is therefore no policy. Only agencies that administer may write, and each change is an entry of
/// the log before it is in force.
/// </summary>
public sealed class RegisterDesk
{
    private readonly DisclosurePorts _ports;
    private readonly RegisterLogging _logging;
    private readonly KeyedLock _locks = new();

    /// <summary>A desk over the registers.</summary>
    public RegisterDesk(DisclosurePorts ports)
    {
        _ports = ports;
        _logging = new RegisterLogging(ports);
    }

    /// <summary>The agency that a client certificate names; null when no agency lists it.</summary>
    /// <param name="certificateSha256">SHA-256 thumbprint of the certificate, hex in either case.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    public async Task<AgencyRecord?> AgencyOfCertificateAsync(string certificateSha256, CancellationToken cancellationToken)
    {
        var sha256 = certificateSha256.ToLowerInvariant();
        var named = await _ports.Registers.FindAsync<CertificateRecord>(CertificateRecord.KeyOf(sha256), cancellationToken);
        var agency = named is null ? null : await _ports.Registers.AgencyAsync(named.Agency.Value, cancellationToken);

        // Whoever was given a new certificate no longer lists the old one.
        return agency is not null && agency.CertificateSha256.Contains(sha256, StringComparer.Ordinal) ? agency : null;
    }

    /// <summary>An agency's row; null when there is none.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    public Task<AgencyRecord?> AgencyAsync(AgencyId agency, CancellationToken cancellationToken) =>
        _ports.Registers.AgencyAsync(agency.Value, cancellationToken);

    /// <summary>
    /// Writes the row of an agency that the host's configuration names, such as the first one that administers. Logged as the host's
    /// change.
    /// </summary>
    /// <exception cref="DisclosureException">The row is malformed, or a store is away.</exception>
    public async Task<long> SeedAsync(AgencyRecord record, CancellationToken cancellationToken)
    {
        RegisterChecking.Check(record);
        return await WriteAsync(record, record.Agency, "host", cancellationToken);
    }

    /// <summary>Writes a row of any register but that of late disclosures; returns the index of its log entry.</summary>
    /// <exception cref="NotAllowedException">The calling agency does not administer.</exception>
    /// <exception cref="InvalidRequestException">The row is malformed; all faults at once.</exception>
    /// <exception cref="LogUnavailableException">A store cannot be written; the change is not in force.</exception>
    public async Task<long> PutAsync(Caller caller, RegisterRecord record, CancellationToken cancellationToken)
    {
        await DemandAdministratorAsync(caller, cancellationToken);
        RegisterChecking.Check(record);
        RegisterChecking.CheckWords(record, _ports.Vocabulary);
        if (_ports.RegimesNeedConfirmation
            && record is ForumInstanceRecord { RegimeStatus: "confirmed" } or AgencyRecord { RegimeStatus: "confirmed" })
        {
            throw InvalidRequestException.Of("regime_status_closed",
                "a regime is confirmed with 'policy confirm'; write the row as a draft");
        }

        return record is ConfirmationRecord
            ? throw InvalidRequestException.Of("register_closed", "this register is not written directly")
            : await WriteAsync(record, caller.Agency, caller.Person.Id, cancellationToken);
    }

    /// <summary>
    /// Confirms a regime for a forum instance or a holder until a review date, or takes that back; returns the index of the log entry.
    /// </summary>
    /// <exception cref="NotAllowedException">The caller is no data protection officer of an agency that administers.</exception>
    /// <exception cref="InvalidRequestException">Something is missing, the day is past, or the regime is not the instance's.</exception>
    /// <exception cref="LogUnavailableException">A store cannot be written; the change is not in force.</exception>
    public async Task<long> ConfirmAsync(Caller caller, ConfirmationRecord confirmation, CancellationToken cancellationToken)
    {
        await DemandAdministratorAsync(caller, cancellationToken);
        if (caller.Person.Role != "dpo")
        {
            throw new NotAllowedException("only a data protection officer confirms a regime");
        }

        var record = confirmation with { Person = caller.Person.Id };
        RegisterChecking.Check(record);
        if (!record.IsWithdrawn
            && RegisterChecking.DayOf(record.ReviewDate) < DateOnly.FromDateTime(_ports.Time.GetUtcNow().UtcDateTime))
        {
            throw InvalidRequestException.Of("review_date_past", "the review date is past; a confirmation counts until its review date");
        }

        await DemandRegimeAsync(record, cancellationToken);
        return await WriteAsync(record, caller.Agency, caller.Person.Id, cancellationToken);
    }

    /// <summary>
    /// Records a disclosure that was made outside the broker, so that it counts as an earlier receipt; logged as <c>late</c>.
    /// </summary>
    /// <exception cref="DisclosureException">As for <see cref="PutAsync"/>.</exception>
    public async Task<long> RecordLateAsync(Caller caller, LateDisclosure late, CancellationToken cancellationToken)
    {
        await DemandAdministratorAsync(caller, cancellationToken);
        RegisterChecking.Check(late);
        var key = LateDisclosuresRecord.KeyOf(late.CaseId, late.Recipient.Value);
        using var turn = await _locks.AcquireAsync(key.Row, cancellationToken);
        var known = await _ports.Registers.FindAsync<LateDisclosuresRecord>(key, cancellationToken);
        var entry = await _logging.AppendAsync(jti => new LateDraft
        {
            Jti = jti,
            Disclosed = late.Time,
            Requester = late.Recipient.Value,
            Recipient = late.Recipient.Value,
            Holder = late.Holder.Value,
            Regime = "unknown",
            Purpose = _ports.Vocabulary.Knows("purposes", late.Purpose) ? late.Purpose : "unknown",
            LegalBasis = [],
            Paths = [.. late.Paths.Select(path => _ports.Vocabulary.Path(path) is null ? "unknown" : path)],
            Subject = late.CaseId,
            Actor = caller.Person.Id,
        });
        var recorded = late.ReceiptId.Length == 0 ? late with { ReceiptId = entry.Jti } : late;
        await _ports.Registers.PutAsync(
            new LateDisclosuresRecord { CaseId = late.CaseId, Recipient = late.Recipient,
                Disclosures = [.. known?.Disclosures ?? [], recorded] },
            CancellationToken.None);
        return entry.Index;
    }

    private async Task<long> WriteAsync(RegisterRecord record, AgencyId by, string actor, CancellationToken cancellationToken)
    {
        using var turn = await _locks.AcquireAsync(record is AgencyRecord ? "agency" : record.Key.Row, cancellationToken);
        if (record is AgencyRecord agency)
        {
            await DemandOwnCertificatesAsync(agency, cancellationToken);
        }

        var index = await _logging.LogAsync(record.Key.Register, record, by, actor);
        if (record is AgencyRecord { CertificateSha256: var certificates, Agency: var owner })
        {
            foreach (var sha256 in certificates)
            {
                await _ports.Registers.PutAsync(new CertificateRecord { Sha256 = sha256, Agency = owner }, CancellationToken.None);
            }
        }

        await _ports.Registers.PutAsync(record, CancellationToken.None);
        return index;
    }

    private async Task DemandRegimeAsync(ConfirmationRecord record, CancellationToken cancellationToken)
    {
        var regime = record.Instance.Length > 0
            ? (await _ports.Registers.FindAsync<ForumInstanceRecord>(ForumInstanceRecord.KeyOf(record.Instance), cancellationToken))?.Regime
            : await _ports.Registers.AgencyAsync(record.Agency, cancellationToken) is null ? null : ConfirmationRecord.Bilateral;
        if (regime is null)
        {
            throw new NotFoundException("forum instance or agency");
        }

        if (regime != record.Regime)
        {
            throw InvalidRequestException.Of("regime_other", "the forum instance has another regime than the one to confirm");
        }
    }

    private async Task DemandOwnCertificatesAsync(AgencyRecord agency, CancellationToken cancellationToken)
    {
        foreach (var sha256 in agency.CertificateSha256)
        {
            if (await AgencyOfCertificateAsync(sha256, cancellationToken) is { } other && other.Agency != agency.Agency)
            {
                throw InvalidRequestException.Of("certificate_taken", "a certificate names another agency already");
            }
        }
    }

    private async Task DemandAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        var agency = await _ports.Registers.AgencyAsync(caller.Agency.Value, cancellationToken) ?? throw new UnknownCallerException();
        if (!agency.Administers)
        {
            throw new NotAllowedException("only agencies that administer may write registers");
        }
    }
}
