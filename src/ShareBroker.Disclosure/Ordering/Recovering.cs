using ShareBroker.Disclosure.Deciding;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>
/// Brings a file up to the log after a crash: what the log has is what happened, and the identifiers that the file chose beforehand find
/// it.
/// </summary>
internal sealed class Recovering(Rooms rooms, Concluding concluding)
{
    /// <summary>The file as the log has it.</summary>
    public async Task<DisclosureFile> RecoverAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        if (file.IsFinal)
        {
            return file;
        }

        if (file.OrderIndex is null && await rooms.Recorder.FindAsync(file.OrderJti, cancellationToken) is { } order)
        {
            file = await concluding.SaveAsync(file with
            {
                State = DisclosureState.Ordered,
                OrderIndex = order.Index,
                ExpireTime = OrderReading.ExpiresOf(order.Payload),
                Version = file.Version + 1,
            });
        }

        return await rooms.Recorder.FindAsync(file.AnswerJti, cancellationToken) is { } answer
            ? await AdoptAsync(file, answer, cancellationToken) : file;
    }

    private async Task<DisclosureFile> AdoptAsync(DisclosureFile file, RecordedEntry answer, CancellationToken cancellationToken)
    {
        var gathered = await rooms.Facts.GatherAsync(file, evidence: null, cancellationToken);
        var outcomes = OrderReading.FieldsOf(answer.Payload);
        var state = OrderReading.StateOf(answer.Payload);
        var isPermit = state is DisclosureState.Released or DisclosureState.Expired;

        // Only request-class reasons stand open in a statement; where all were sealed, the requester is told the least. The answer may
        // say nothing that its receipt does not say.
        var reasons = OrderReading.ReasonsOf(answer.Payload);
        var decision = Decision.SystemUnavailable with
        {
            Effect = isPermit ? Effect.Permit : Effect.Deny,
            Reasons = reasons.Count > 0 ? reasons : ["deny_default"],
            Obligations = OrderReading.ObligationsOf(answer.Payload),
        };
        var told = rooms.Explaining.Tell(new Judgement(decision, gathered, rooms.Ports.Decisions.Current) { PersonReasons =
            new HashSet<string>() }, outcomes);
        return await concluding.SaveAsync(file with
        {
            State = state,
            AnswerIndex = answer.Index,
            Told = told,
            Released = state != DisclosureState.Released ? [] :
            [
                .. outcomes.Where(static field => field.Action is not ("withhold" or "aggregate"))
                    .Select(field => new ReleasedPath(
                        field.Path, gathered.Input.Held.GetValueOrDefault(field.Path)?.OriginPurpose ?? "", "")),
            ],
            NextAttempt = null,
            Version = file.Version + 1,
        });
    }
}
