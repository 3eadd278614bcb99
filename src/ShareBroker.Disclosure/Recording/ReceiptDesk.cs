using System.Globalization;
using System.Text.Json;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Disclosure.Recording;

/// <summary>
/// Receipts and proofs. Proofs and checkpoints are for every registered agency; an entry is for its parties and for auditors, since agency,
/// time and reason can point at a person in a small department. An entry that a caller may not see looks like none.
/// </summary>
public sealed class ReceiptDesk
{
    /// <summary>The largest page of a list.</summary>
    public const int PageSizeMax = 1000;

    // A party of a few entries among many gets short pages rather than a scan of the whole log.
    private const int ScanCountMax = 10_000;
    private const int ReadCountMax = 500;

    private static readonly string[] PartyMembers = ["requester", "recipient", "holder", "by", "party"];
    private static readonly string[] OpenKinds = ["genesis", "policy", "key", "restart"];
    private static readonly string[] AuditTypes = ["dpa", "ombudsman", "safeguarding_board"];

    private readonly DisclosurePorts _ports;
    private readonly RegisterLogging _logging;
    private readonly KeyedLock _locks = new();

    /// <summary>A desk over the log.</summary>
    public ReceiptDesk(DisclosurePorts ports)
    {
        _ports = ports;
        _logging = new RegisterLogging(ports);
    }

    /// <summary>The newest signed head.</summary>
    public SignedCheckpoint Checkpoint => _ports.Log.Head;

    /// <summary>The receipt of an entry, without openings.</summary>
    /// <exception cref="NotFoundException">There is no such entry for the caller.</exception>
    public Task<Receipt> GetAsync(Caller caller, long index, CancellationToken cancellationToken) => Guard(async () =>
    {
        var agency = await AgencyAsync(caller, cancellationToken);
        var entry = index < 0 ? null : await _ports.Log.EntryAsync(index, cancellationToken);
        return entry is not null && MaySee(agency, caller.Person, Root(entry))
            && await _ports.Log.ReceiptAsync(index, cancellationToken) is { } receipt
            ? receipt
            : throw new NotFoundException("receipt");
    });

    /// <summary>The inclusion proof of an entry in the tree of a size; size 0 means the newest.</summary>
    /// <exception cref="NotFoundException">There is no such entry in a tree of that size.</exception>
    public Task<ProvedEntry> ProveAsync(Caller caller, long index, long size, CancellationToken cancellationToken) => Guard(async () =>
    {
        await AgencyAsync(caller, cancellationToken);
        var head = _ports.Log.Head.Checkpoint.Size;
        var of = size == 0 ? head : size;
        if (index < 0 || index >= of || of > head)
        {
            throw new NotFoundException("entry in a tree of that size");
        }

        var entry = await _ports.Log.EntryAsync(index, cancellationToken) ?? throw new NotFoundException("entry");
        return new ProvedEntry(await _ports.Log.InclusionProofAsync(index, of, cancellationToken), entry.LeafHash, of);
    });

    /// <summary>The proof that one tree is a prefix of a larger one, with the larger one's size; size 0 means the newest.</summary>
    /// <exception cref="NotFoundException">There are no trees of these sizes.</exception>
    public Task<(IReadOnlyList<MerkleHash> Hashes, long ToSize)> ProveConsistencyAsync(
        Caller caller, long fromSize, long toSize, CancellationToken cancellationToken) => Guard(async () =>
    {
        await AgencyAsync(caller, cancellationToken);
        var head = _ports.Log.Head.Checkpoint.Size;
        var to = toSize == 0 ? head : toSize;
        return fromSize >= 1 && fromSize <= to && to <= head
            ? (await _ports.Log.ConsistencyProofAsync(fromSize, to, cancellationToken), to)
            : throw new NotFoundException("pair of trees of these sizes");
    });

    /// <summary>The entries that name the calling agency, oldest first; every entry for auditors.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="startIndex">First index of the page.</param>
    /// <param name="pageSize">At most so many, 1 to <see cref="PageSizeMax"/>.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="InvalidRequestException">The page is not within its limits.</exception>
    public Task<ReceiptPage> ListAsync(Caller caller, long startIndex, int pageSize, CancellationToken cancellationToken) =>
        Guard(async () =>
    {
        if (startIndex < 0 || pageSize is < 1 or > PageSizeMax)
        {
            throw InvalidRequestException.Of("page_out_of_range", $"a page starts at 0 or later and has 1 to {PageSizeMax} entries");
        }

        var agency = await AgencyAsync(caller, cancellationToken);
        var receipts = new List<ReceiptSummary>();
        var at = startIndex;
        while (receipts.Count < pageSize && at - startIndex < ScanCountMax)
        {
            var entries = await _ports.Log.EntriesAsync(at, ReadCountMax, cancellationToken);
            foreach (var entry in entries.TakeWhile(_ => receipts.Count < pageSize))
            {
                at = entry.Index + 1;
                var root = Root(entry);
                if (MaySee(agency, caller.Person, root))
                {
                    receipts.Add(SummaryOf(entry.Index, root));
                }
            }

            if (entries.Count == 0)
            {
                return new ReceiptPage(receipts, NextIndex: 0);
            }
        }

        return new ReceiptPage(receipts, at < _ports.Log.Head.Checkpoint.Size ? at : 0);
    });

    /// <summary>
    /// Confirms, over the leaf as the caller computed it, that a recipient received or a holder released. Confirming again gives the same
    /// entry to a recipient. Only confirmed releases count as earlier receipts. Returns the index of the confirmation.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such release for the caller.</exception>
    /// <exception cref="InvalidRequestException">The leaf hash is another one: the caller holds another statement than the log.</exception>
    public Task<long> ConfirmAsync(Caller caller, long index, MerkleHash leafHash, CancellationToken cancellationToken) => Guard(async () =>
    {
        await AgencyAsync(caller, cancellationToken);
        using var turn = await _locks.AcquireAsync(index.ToString(CultureInfo.InvariantCulture), cancellationToken);
        var file = await _ports.Orders.FindByAnswerAsync(index, cancellationToken);
        var isRecipient = file?.Recipient == caller.Agency;
        if (file is not { State: DisclosureState.Released } || (!isRecipient && file.Terms.HolderAgencyId != caller.Agency.Value))
        {
            throw new NotFoundException("release");
        }

        var entry = await _ports.Log.EntryAsync(index, cancellationToken) ?? throw new NotFoundException("release");
        if (!entry.LeafHash.Equals(leafHash))
        {
            throw InvalidRequestException.Of(
                "leaf_hash_differs", "the leaf hash is not that of the entry; verify the receipt and keep it as evidence");
        }

        if (isRecipient && file.ConfirmationIndex is { } known)
        {
            return known;
        }

        var confirmation = await _logging.AppendAsync(jti => new ConfirmationDraft
        {
            Jti = jti,
            Receipt = index,
            LeafHash = leafHash,
            Party = caller.Agency.Value,
            Role = isRecipient ? "recipient" : "holder",

            // The agency confirmed over its mutually authenticated connection; it brought no signature of its own.
            Signature = "",
        });
        if (isRecipient)
        {
            await MarkAsync(file, confirmation.Index);
        }

        return confirmation.Index;
    });

    /// <summary>
    /// Opens the receipt of a decision: its sealed members and the input that it was made from. For auditors alone; the log says that it
    /// was opened, for whom and under what authority, before anything is handed out.
    /// </summary>
    /// <param name="caller">The auditor.</param>
    /// <param name="index">Index of the decision's entry.</param>
    /// <param name="authority">The law or order, up to 200 characters; it stands openly in the log: nothing about a person.</param>
    /// <param name="why">The reason, up to 2,000 characters; the log seals it.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="NotAllowedException">The caller is no auditor.</exception>
    /// <exception cref="InvalidRequestException">Authority or why is missing or malformed.</exception>
    /// <exception cref="NotFoundException">There is no decision at this index, or it was forgotten.</exception>
    public Task<OpenedReceipt> OpenAsync(
        Caller caller, long index, string authority, string why, CancellationToken cancellationToken) => Guard(async () =>
    {
        var agency = await AgencyAsync(caller, cancellationToken);
        if (!IsAuditor(agency, caller.Person))
        {
            throw new NotAllowedException("only auditors may open receipts");
        }

        CheckOpening(authority, why);
        var entry = (index < 0 ? null : await _ports.Log.EntryAsync(index, cancellationToken)) ?? throw new NotFoundException("decision");
        var root = Root(entry);
        var jti = TextOf(root, "jti");
        if (!Opening.Kinds.Contains(TextOf(root, "kind"), StringComparer.Ordinal) ||
            await _ports.Log.ReceiptAsync(index, cancellationToken) is not { } receipt ||
            await _ports.Secrets.FindAsync(jti, cancellationToken) is not { } secret ||
            await _ports.Inputs.FindAsync(jti, cancellationToken) is not { } kept)
        {
            throw new NotFoundException("decision");
        }

        var disclosures = Opening.Of(entry.Payload, secret, kept);
        cancellationToken.ThrowIfCancellationRequested();
        var opening = await _logging.AppendAsync(opened => new OpeningDraft
        {
            Jti = opened,
            Receipt = index,
            OpenedFor = caller.Agency.Value,
            Authority = authority,
            Members = [.. disclosures.Select(static disclosure => disclosure.Name), "input"],
            Actor = caller.Person.Id,
            Why = why,
        });
        return new OpenedReceipt(receipt.WithoutDisclosures().WithDisclosures(disclosures), kept.Input, opening.Index);
    });

    private static void CheckOpening(string authority, string why)
    {
        var faults = new List<RequestFault>();
        if (string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(why))
        {
            faults.Add(new RequestFault("authority_missing", "an opening names the authority it is made under, and why"));
        }

        TermsChecking.CheckText(faults, "authority", authority, TermsChecking.IdLengthMax);
        TermsChecking.CheckText(faults, "why", why, TermsChecking.WhyLengthMax);
        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults);
        }
    }

    private async Task MarkAsync(DisclosureFile file, long confirmation)
    {
        while (!await _ports.Orders.TryUpdateAsync(
            file with { ConfirmationIndex = confirmation, Version = file.Version + 1 }, CancellationToken.None))
        {
            file = await _ports.Orders.FindAsync(file.Id, CancellationToken.None) ?? throw new LogUnavailableException();
        }
    }

    private async Task<AgencyRecord> AgencyAsync(Caller caller, CancellationToken cancellationToken) =>
        await _ports.Registers.AgencyAsync(caller.Agency.Value, cancellationToken) ?? throw new UnknownCallerException();

    private static bool MaySee(AgencyRecord agency, Actor person, JsonElement root) =>
        IsAuditor(agency, person) ||
        OpenKinds.Contains(TextOf(root, "kind"), StringComparer.Ordinal) ||
        PartyMembers.Any(member => TextOf(root, member) == agency.Agency.Value);

    private static bool IsAuditor(AgencyRecord agency, Actor person) =>
        person.Role == "auditor" && (agency.Administers || AuditTypes.Contains(agency.Type, StringComparer.Ordinal));

    private static ReceiptSummary SummaryOf(long index, JsonElement root) => new(
        index,
        TextOf(root, "jti"),
        TextOf(root, "kind"),
        DateTimeOffset.Parse(TextOf(root, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private static JsonElement Root(LogEntry entry) => StrictJson.Read(entry.Payload, StatementEncoder.SizeBytesMax);

    private static string TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static async Task<T> Guard<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Receipts.Log.LogUnavailableException fault)
        {
            throw new LogUnavailableException(fault);
        }
    }
}
