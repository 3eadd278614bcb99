using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Policies;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Registers;

/// <summary>
/// Cases: opened in a forum instance or bilaterally, linked by each agency to its own local id, described by facts from those who may state
/// them, closed. Each change is an entry of the log. An agency that may not see a case is told that there is none.
/// </summary>
public sealed class CaseDesk
{
    private const int FactCountMax = 100;

    private readonly DisclosurePorts _ports;
    private readonly RegisterLogging _logging;
    private readonly CaseFinding _finding;
    private readonly KeyedLock _locks = new();

    /// <summary>A desk over the cases.</summary>
    public CaseDesk(DisclosurePorts ports)
    {
        _ports = ports;
        _logging = new RegisterLogging(ports);
        _finding = new CaseFinding(ports.Cases);
    }

    /// <summary>Opens a case; the caller's local id is its first link.</summary>
    /// <param name="caller">Who opens; for a forum instance a member or an agency that administers.</param>
    /// <param name="instance">Forum instance; empty for a bilateral case.</param>
    /// <param name="subjectId">The caller's own local id of the subject; it is kept encrypted.</param>
    /// <param name="facts">Facts known at the start.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="NotAllowedException">The caller is no member, or may not state one of the facts.</exception>
    /// <exception cref="InvalidRequestException">An id or a fact is malformed; all faults at once.</exception>
    public async Task<CaseView> OpenAsync(
        Caller caller, string instance, string subjectId, IReadOnlyDictionary<string, FactValue?> facts,
            CancellationToken cancellationToken)
    {
        var agency = await AgencyAsync(caller, cancellationToken);
        CheckSubjectId(subjectId);
        if (instance.Length > 0 && !agency.Administers && !await IsMemberAsync(instance, caller.Agency, caseId: null, cancellationToken))
        {
            throw new NotAllowedException("a case of a forum is opened by one of its members");
        }

        var now = _ports.Time.GetUtcNow();
        var opened = new CaseRecord
        {
            CaseId = "case-" + Ulid.Create(now, _ports.Random).ToLowerInvariant(),
            Instance = instance,
            OpenTime = now,
            Links = new Dictionary<string, string>(StringComparer.Ordinal) { [caller.Agency.Value] = subjectId },
            Facts = new Dictionary<string,
                StatedFact>(StringComparer.Ordinal) { ["case.status"] = new(new FactValue.Text("open"), caller.Agency, now) },
            Version = 1,
        };
        opened = opened with { Facts = WithFacts(opened, agency, facts, now) };
        await WriteAsync(caller, opened);
        return ViewOf(opened, caller.Agency);
    }

    /// <summary>Links the calling agency's own local id; whoever knows the case's id may link, and learns nothing by it.</summary>
    /// <exception cref="NotFoundException">There is no such case.</exception>
    public Task<CaseView> LinkAsync(Caller caller, string caseId, string subjectId, CancellationToken cancellationToken)
    {
        CheckSubjectId(subjectId);
        return ChangeAsync(
            caller,
            caseId,
            demandStanding: false,
            (found, _) => found with { Links = With(found.Links, caller.Agency.Value, subjectId) },
            cancellationToken);
    }

    /// <summary>Names the person of the calling agency who owns the case; empty removes the owner.</summary>
    /// <exception cref="NotFoundException">There is no such case for the caller.</exception>
    public Task<CaseView> SetOwnerAsync(Caller caller, string caseId, string ownerId, CancellationToken cancellationToken)
    {
        CheckText("owner_id", ownerId);
        return ChangeAsync(
            caller,
            caseId,
            demandStanding: true,
            (found, agency) => found with
            {
                OwnerAgency = ownerId.Length == 0 ? null : caller.Agency,
                Facts = With(found.Facts, "case.owner", ownerId.Length == 0 ? null : Stated(new FactValue.Text(ownerId), agency)),
            },
            cancellationToken);
    }

    /// <summary>Records facts, all or none; a null value removes the fact, which then counts as its strict value.</summary>
    /// <exception cref="NotFoundException">There is no such case for the caller.</exception>
    /// <exception cref="NotAllowedException">The calling agency may not state one of the facts.</exception>
    /// <exception cref="InvalidRequestException">A fact is unknown or has another value; all faults at once.</exception>
    public Task<CaseView> RecordFactsAsync(
        Caller caller, string caseId, IReadOnlyDictionary<string, FactValue?> facts, CancellationToken cancellationToken) => ChangeAsync(
        caller,
        caseId,
        demandStanding: true,
        (found, agency) => found with { Facts = WithFacts(found, agency, facts, _ports.Time.GetUtcNow()) },
        cancellationToken);

    /// <summary>Closes the case.</summary>
    /// <exception cref="NotFoundException">There is no such case for the caller.</exception>
    public Task<CaseView> CloseAsync(Caller caller, string caseId, CancellationToken cancellationToken) => ChangeAsync(
        caller,
        caseId,
        demandStanding: true,
        (found, agency) => found with { Facts = With(found.Facts, "case.status", Stated(new FactValue.Text("closed"), agency)) },
        cancellationToken);

    /// <summary>The case as the caller may see it, by the broker's id or the caller's own local id.</summary>
    /// <exception cref="NotFoundException">There is no such case for the caller.</exception>
    public async Task<CaseView> GetAsync(Caller caller, string caseId, CancellationToken cancellationToken)
    {
        var agency = await AgencyAsync(caller, cancellationToken);
        CheckText("case_id", caseId);
        var found = await _finding.FindAsync(caller.Agency, caseId, instance: "", cancellationToken);
        return found is not null && await HasStandingAsync(agency, found, cancellationToken)
            ? ViewOf(found, caller.Agency)
            : throw new NotFoundException("case");
    }

    private async Task<CaseView> ChangeAsync(
        Caller caller, string caseId, bool demandStanding, Func<CaseRecord, AgencyRecord, CaseRecord> change,
            CancellationToken cancellationToken)
    {
        var agency = await AgencyAsync(caller, cancellationToken);
        CheckText("case_id", caseId);
        using var turn = await _locks.AcquireAsync(caseId, cancellationToken);
        var found = await _ports.Cases.FindAsync(caseId, cancellationToken);
        if (found is null || (demandStanding && !await HasStandingAsync(agency, found, cancellationToken)))
        {
            throw new NotFoundException("case");
        }

        var changed = change(found, agency) with { Version = found.Version + 1 };
        await WriteAsync(caller, changed);
        return ViewOf(changed, caller.Agency);
    }

    // The log first: an unlogged change must never be in force.
    private async Task WriteAsync(Caller caller, CaseRecord changed)
    {
        await _logging.LogAsync("case", changed, caller.Agency, caller.Person.Id);
        if (!await _ports.Cases.TryPutAsync(changed, CancellationToken.None))
        {
            throw new LogUnavailableException();
        }
    }

    private Dictionary<string, StatedFact> WithFacts(
        CaseRecord found, AgencyRecord agency, IReadOnlyDictionary<string, FactValue?> facts, DateTimeOffset now)
    {
        var faults = new List<RequestFault>();
        if (facts.Count > FactCountMax)
        {
            faults.Add(new RequestFault("facts_too_many", $"more than {FactCountMax} facts at once"));
        }

        var known = new Dictionary<string, StatedFact>(found.Facts, StringComparer.Ordinal);
        foreach (var (key, value) in facts)
        {
            if (!_ports.Vocabulary.Facts.ContainsKey(key) || (value is not null && !CaseFactRules.IsValueOf(_ports.Vocabulary, key, value)))
            {
                faults.Add(new RequestFault("fact_unknown", "a fact has a key or a value that is not on the closed list"));
            }
            else if (!CaseFactRules.MayState(agency, key))
            {
                throw new NotAllowedException("an agency of this type may not state one of the facts");
            }
            else if (value is null)
            {
                known.Remove(key);
            }
            else
            {
                known[key] = new StatedFact(value, agency.Agency, now);
            }
        }

        return faults.Count == 0 ? known : throw new InvalidRequestException([.. faults.Distinct()]);
    }

    private async Task<AgencyRecord> AgencyAsync(Caller caller, CancellationToken cancellationToken) =>
        await _ports.Registers.AgencyAsync(caller.Agency.Value, cancellationToken) ?? throw new UnknownCallerException();

    private async Task<bool> HasStandingAsync(AgencyRecord agency, CaseRecord found, CancellationToken cancellationToken) =>
        agency.Administers || found.Links.ContainsKey(agency.Agency.Value) ||
        (found.Instance.Length > 0 && await IsMemberAsync(found.Instance, agency.Agency, found.CaseId, cancellationToken));

    private async Task<bool> IsMemberAsync(string instance, AgencyId agency, string? caseId, CancellationToken cancellationToken) =>
        await _ports.Registers.MemberAsync(instance, agency.Value, caseId, cancellationToken) is { Active: true };

    private StatedFact Stated(FactValue value, AgencyRecord agency) => new(value, agency.Agency, _ports.Time.GetUtcNow());

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> known, string key, T? value)
        where T : class
    {
        var changed = new Dictionary<string, T>(known, StringComparer.Ordinal);
        if (value is null)
        {
            changed.Remove(key);
        }
        else
        {
            changed[key] = value;
        }

        return changed;
    }

    private static void CheckSubjectId(string subjectId)
    {
        if (subjectId.Length == 0)
        {
            throw InvalidRequestException.Of("subject_id_missing", "'subject_id' is empty");
        }

        CheckText("subject_id", subjectId);
    }

    private static void CheckText(string member, string text)
    {
        var faults = new List<RequestFault>();
        TermsChecking.CheckText(faults, member, text, TermsChecking.IdLengthMax);
        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults);
        }
    }

    private static CaseView ViewOf(CaseRecord record, AgencyId agency) => new(
        record.CaseId,
        record.Instance,
        record.Facts.GetValueOrDefault("case.status")?.Value.ToString() ?? "",
        record.OwnerAgency,
        record.Links.GetValueOrDefault(agency.Value, ""),
        record.OpenTime);
}
