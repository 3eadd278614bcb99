using System.Text.Json;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>
/// The way of a payload that its holder brings: decided once, with its provenance, cut and recorded. There is no order and no fetch.
/// </summary>
internal sealed class ReferralWalk(Rooms rooms, Concluding concluding, Recovering recovering)
{
    /// <summary>Refuses values that break a limit or are not strict JSON, before anything is stored.</summary>
    /// <exception cref="InvalidRequestException">All faults at once.</exception>
    public static void Check(IReadOnlyList<HeldValue> values, FetchLimits limits)
    {
        var faults = new List<RequestFault>();
        if (values.Count > limits.ValueCountMax || values.Sum(static value => (long)value.ValueJson.Length) > limits.SizeBytesMax)
        {
            throw InvalidRequestException.Of("values_too_many", "the referral brings more than the broker takes in");
        }

        foreach (var value in values)
        {
            if (AnswerChecking.Parse(value, limits, out var fault) is null)
            {
                faults.Add(new RequestFault(fault!, "a value is not strict JSON or beyond the limits"));
            }
        }

        if (values.DistinctBy(static value => value.Path, StringComparer.Ordinal).Count() != values.Count)
        {
            faults.Add(new RequestFault("values_path_twice", "a path is brought twice"));
        }

        if (faults.Count > 0)
        {
            throw new InvalidRequestException([.. faults.Distinct()]);
        }
    }

    /// <summary>Decides on, cuts and records what the caller brought; the same referral again is answered with the same receipt.</summary>
    public async Task<DisclosureAnswer> ReferAsync(
        DisclosureFile file, IReadOnlyList<HeldValue> values, CancellationToken cancellationToken)
    {
        var asker = new Caller(file.Caller, file.Person);
        var brought = values.ToDictionary(static value => value.Path, StringComparer.Ordinal);
        file = await recovering.RecoverAsync(file, cancellationToken);
        if (file.IsFinal)
        {
            return await AgainAsync(file, brought, asker, cancellationToken);
        }

        var evidence = new FetchEvidence
        {
            Provenance = brought.ToDictionary(static value => value.Key, static value => value.Value.Provenance, StringComparer.Ordinal),
        };
        var judgement = await rooms.Judging.DecideAsync(
            await rooms.Facts.GatherAsync(file, evidence, cancellationToken), cancellationToken);
        await rooms.Intake.RememberRoleAsync(file, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (!judgement.IsPermit)
        {
            var denial = Drafting.Denial(file, judgement, file.AnswerJti);
            await rooms.Recorder.KeepAsync(denial, judgement);
            return await concluding.DenyAsync(file, denial, judgement, asker);
        }

        var fields = Cut(file, judgement.Decision, brought);
        var held = judgement.Gathered.Input.Held;
        var released = fields.Where(static field => field.Value is not null)
            .Select(field => new ReleasedPath(field.Path, held.GetValueOrDefault(field.Path)?.OriginPurpose ?? "", "")).ToList();
        return await concluding.ReferAsync(file, judgement, fields, released, asker);
    }

    private async Task<DisclosureAnswer> AgainAsync(
        DisclosureFile file, Dictionary<string, HeldValue> brought, Caller asker, CancellationToken cancellationToken)
    {
        var entry = await rooms.Recorder.FindAsync(file.AnswerJti, cancellationToken) ?? throw new LogUnavailableException();
        if (file.State != DisclosureState.Released)
        {
            return Concluding.AnswerOf(file, entry, asker, received: null);
        }

        // The statement says what was granted; the same values under it give the same digests.
        var fields = Cut(file, OrderReading.DecisionOf(entry.Payload), brought);
        return Concluding.AnswerOf(file, entry, asker, Recorder.SaysTheSame(entry, fields) ? fields : null);
    }

    private IReadOnlyList<MinimisedField> Cut(DisclosureFile file, Decision decision, Dictionary<string, HeldValue> brought)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (path, value) in brought)
        {
            if (AnswerChecking.Parse(value, rooms.Settings.Fetch, out _) is { } parsed)
            {
                values[path] = parsed;
            }
        }

        return Minimiser.Minimise(Grant.Of(decision, file.Terms.Fields.Select(static field => field.Path)), values, rooms.ContextOf(file));
    }
}
