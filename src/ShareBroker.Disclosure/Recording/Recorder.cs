using System.Text.Json;
using ShareBroker.Disclosure.Deciding;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Recording;

/// <summary>
/// Puts statements into the log and gets receipts out of it. No receipt, no data: whatever leaves the broker has come back from here first.
/// </summary>
internal sealed class Recorder(IStatementLog log, IReceiptSecrets secrets, IDecisionInputs inputs)
{
    /// <summary>
    /// Makes a statement durable. The caller's cancellation has no say any more: an entry must not exist that nobody knows of.
    /// </summary>
    /// <exception cref="LogUnavailableException">
    /// The log cannot take it; the entry may stand and is then found by its identifier.
    /// </exception>
    public async Task<RecordedEntry> AppendAsync(StatementDraft draft)
    {
        try
        {
            var logged = await log.AppendAsync(draft, CancellationToken.None);
            return new RecordedEntry(logged.Index, logged.Jti, logged.Payload, logged.Receipt, logged.Secret);
        }
        catch (Receipts.Log.LogUnavailableException fault)
        {
            if (!fault.IsOutcomeKnown && await FindAsync(draft.Jti!, CancellationToken.None) is { } stood)
            {
                return stood;
            }

            throw new LogUnavailableException(fault);
        }
        catch (ReceiptException fault)
        {
            throw InvalidRequestException.Of(fault.Code, fault.Message);
        }
    }

    /// <summary>Makes a decision's statement durable, and before it what the decision was made from: no entry lacks that.</summary>
    /// <exception cref="LogUnavailableException">As for <see cref="AppendAsync"/>; also when the input cannot be kept.</exception>
    public async Task<RecordedEntry> DecideAsync(DecisionDraft draft, Judgement judgement)
    {
        await KeepAsync(draft, judgement);
        return await AppendAsync(draft);
    }

    /// <summary>Keeps what a decision was made from; its statement may be appended when this has returned.</summary>
    /// <exception cref="LogUnavailableException">It cannot be kept.</exception>
    public Task KeepAsync(DecisionDraft draft, Judgement judgement) => inputs.SaveAsync(
        draft.Jti!,
        new KeptDecision
        {
            Input = judgement.Gathered.Octets,
            Subject = draft.Decision.Subject,
            Actor = draft.Decision.Actor,
            Why = draft.Decision.Why,
            ReasonsAll = draft.Decision.ReasonsAll ?? [],
            Rules = draft.Decision.Rules ?? [],
        },
        CancellationToken.None);

    /// <summary>An entry by its identifier; null when it is not in the log.</summary>
    public async Task<RecordedEntry?> FindAsync(string jti, CancellationToken cancellationToken)
    {
        try
        {
            return await log.FindAsync(jti, cancellationToken) is { } entry ? await ReadAsync(entry, jti, cancellationToken) : null;
        }
        catch (Receipts.Log.LogUnavailableException fault)
        {
            throw new LogUnavailableException(fault);
        }
    }

    /// <summary>
    /// The receipt with what a caller may hold: the requester its own subject, person and why; whoever receives the values these values.
    /// </summary>
    public static Receipt ReceiptFor(DisclosureFile file, RecordedEntry entry, AgencyId? caller, IEnumerable<MinimisedField> received)
    {
        if (entry.Secret is not { } secret)
        {
            return entry.Receipt;
        }

        var disclosures = new List<SdJwtDisclosure>();
        if (caller == file.Caller)
        {
            if (file.Terms.CaseId.Length > 0)
            {
                disclosures.Add(Open(secret, "subject", file.Terms.CaseId));
            }

            disclosures.Add(Open(secret, "actor", file.Person.Id));
            disclosures.Add(Open(secret, "why", file.Terms.Why));
        }

        disclosures.AddRange(received.Where(static field => field.Value is not null)
            .Select(field => SdJwtDisclosure.Seal(secret, field.Path, "value", field.Value!.Value)));
        return entry.Receipt.WithDisclosures(disclosures);
    }

    /// <summary>
    /// Whether fields say the same as the entry of an earlier release: the same paths and actions in the same order, and each value, or
    /// the lack of one, behind its digest.
    /// </summary>
    public static bool SaysTheSame(RecordedEntry entry, IReadOnlyList<MinimisedField> fields)
    {
        var statement = StrictJson.Read(entry.Payload, StatementEncoder.SizeBytesMax);
        if (entry.Secret is not { } secret || !statement.TryGetProperty("fields", out var stated)
            || stated.GetArrayLength() != fields.Count)
        {
            return false;
        }

        return stated.EnumerateArray().Zip(fields).All(pair => SaysTheSame(pair.First, pair.Second, secret));
    }

    private static bool SaysTheSame(JsonElement stated, MinimisedField field, ReceiptSecret secret)
    {
        var action = Policies.FieldActionWords.Word(field.Action);
        if (!stated.GetProperty("path").ValueEquals(field.Path) || !stated.GetProperty("action").ValueEquals(action))
        {
            return false;
        }

        if (field.Action == Policies.FieldActionKind.Withhold)
        {
            return true;
        }

        var digest = field.Value is { } value
            ? SdJwtDisclosure.Seal(secret, field.Path, "value", value).Digest
            : secret.DecoyOf(field.Path, "value");
        return stated.GetProperty("_sd").EnumerateArray().Any(known => known.ValueEquals(digest));
    }

    private static SdJwtDisclosure Open(ReceiptSecret secret, string name, string value) =>
        SdJwtDisclosure.Seal(secret, "", name, JsonSerializer.SerializeToElement(value));

    private async Task<RecordedEntry> ReadAsync(LogEntry entry, string jti, CancellationToken cancellationToken)
    {
        var receipt = await log.ReceiptAsync(entry.Index, cancellationToken) ?? throw new LogUnavailableException();
        return new RecordedEntry(entry.Index, jti, entry.Payload, receipt, await secrets.FindAsync(jti, cancellationToken));
    }
}
