using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;

namespace ShareBroker.Disclosure.Intake;

/// <summary>
/// Where fields come from, through any number of hops: what a holder registered or stated, what it received through the broker itself, and
/// what the recipient has already.
/// </summary>
internal sealed class Lineage(IRegisterStore registers, IOrderStore orders, IDecisionPoint decisions)
{
    private const string OutreachOrigin = "support.service_planning";

    /// <summary>Provenance of the requested paths; one without anything to tell is left out.</summary>
    public async Task<Dictionary<string, HeldProvenance>> HeldAsync(
        DisclosureFile file, AgencyRecord? holder, FetchEvidence? evidence, CancellationToken cancellationToken)
    {
        var mapping = await registers.FindAsync<HolderMappingRecord>(
            HolderMappingRecord.KeyOf(file.Terms.HolderAgencyId), cancellationToken);
        var listed = (mapping?.Paths ?? []).GroupBy(static path => path.Path, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Last().Provenance, StringComparer.Ordinal);
        var received = await ReceivedAsync(file, cancellationToken);
        var defaultOrigin = mapping is { DefaultOriginPurpose.Length: > 0 } ? mapping.DefaultOriginPurpose
            : holder is not null && decisions.Current.Vocabulary.IsOutreach(holder.Type) ? OutreachOrigin : "";
        var held = new Dictionary<string, HeldProvenance>(StringComparer.Ordinal);
        foreach (var path in file.Terms.Fields.Select(static field => field.Path).Distinct(StringComparer.Ordinal))
        {
            var stated = evidence?.Provenance.GetValueOrDefault(path) ?? Provenance.Unknown;
            var registered = listed.GetValueOrDefault(path);
            var origin = FirstStated(stated.OriginPurpose, registered?.OriginPurpose, defaultOrigin);
            var earlier = received.GetValueOrDefault(path);

            // A holder that says nothing of its own about a path which it got through the broker holds it as it got it.
            var saysNothing = registered is null && stated == Provenance.Unknown && string.IsNullOrEmpty(mapping?.DefaultOriginPurpose);
            var provenance = new HeldProvenance(
                NullIfEmpty(origin is "" or Provenance.NoOrigin ? earlier?.OriginPurpose : origin),
                NullIfEmpty(FirstStated(stated.Basis, registered?.Basis, "")),
                stated.Reviewed || (registered?.Reviewed ?? false) ? true : null,
                NullIfEmpty(FirstStated(stated.ReceiptId, registered?.ReceiptId, saysNothing ? earlier?.ReceiptId ?? "" : "")));
            if (provenance != new HeldProvenance(OriginPurpose: null, Basis: null, Reviewed: null, Receipt: null))
            {
                held[path] = provenance;
            }
        }

        return held;
    }

    /// <summary>
    /// The recipient's earlier receipts for this subject, oldest first: confirmed releases and what was told outside the broker.
    /// </summary>
    public async Task<List<PriorReceipt>> PriorAsync(DisclosureFile file, FetchEvidence? evidence, CancellationToken cancellationToken)
    {
        if (file.CaseId is null)
        {
            return [];
        }

        var requested = file.Terms.Fields.Select(static field => field.Path).ToHashSet(StringComparer.Ordinal);
        var prior = new List<(DateTimeOffset Time, PriorReceipt Receipt)>();
        foreach (var earlier in await orders.ReleasesAsync(file.CaseId, file.Recipient, cancellationToken))
        {
            if (earlier.IsConfirmed && earlier.Id != file.Id)
            {
                string[] paths = [.. earlier.Released.Select(static path => path.Path)];
                var unchanged = evidence is not null && IsUnchanged(earlier, requested, evidence);
                prior.Add((earlier.OpenTime,
                    new PriorReceipt(earlier.AnswerJti, file.Recipient.Value, earlier.Terms.Purpose, paths, unchanged)));
            }
        }

        foreach (var late in await LateAsync(file.CaseId, file.Recipient, cancellationToken))
        {
            var unchanged = !late.ChangedSince && late.Holder.Value == file.Terms.HolderAgencyId;
            prior.Add((late.Time, new PriorReceipt(late.ReceiptId, file.Recipient.Value, late.Purpose, late.Paths, unchanged)));
        }

        return [.. prior.OrderBy(static item => item.Time).Select(static item => item.Receipt)];
    }

    /// <summary>What the holder itself received about this subject, the newest word for each path.</summary>
    private async Task<Dictionary<string, Provenance>> ReceivedAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        var received = new Dictionary<string, Provenance>(StringComparer.Ordinal);
        if (file.CaseId is null)
        {
            return received;
        }

        // The strictest origin wins over the newest: support data stays support data.
        void Add(string path, string origin, string receipt)
        {
            var known = received.GetValueOrDefault(path);
            var stays = known is not null && decisions.Current.Vocabulary.PurposeIsWithin(known.OriginPurpose, "support");
            received[path] = new Provenance(stays || origin.Length == 0 ? known?.OriginPurpose ?? origin : origin, ReceiptId: receipt);
        }

        var holder = AgencyId.Parse(file.Terms.HolderAgencyId);
        foreach (var earlier in await orders.ReleasesAsync(file.CaseId, holder, cancellationToken))
        {
            foreach (var path in earlier.Released.Where(_ => earlier.Id != file.Id))
            {
                Add(path.Path, path.OriginPurpose, earlier.AnswerJti);
            }
        }

        foreach (var late in await LateAsync(file.CaseId, holder, cancellationToken))
        {
            foreach (var path in late.Paths)
            {
                Add(path, "", late.ReceiptId);
            }
        }

        return received;
    }

    private async Task<IReadOnlyList<LateDisclosure>> LateAsync(string caseId, AgencyId recipient, CancellationToken cancellationToken) =>
        (await registers.FindAsync<LateDisclosuresRecord>(
            LateDisclosuresRecord.KeyOf(caseId, recipient.Value), cancellationToken))?.Disclosures ?? [];

    private static bool IsUnchanged(DisclosureFile earlier, HashSet<string> requested, FetchEvidence evidence)
    {
        var again = earlier.Released.Where(path => requested.Contains(path.Path)).ToList();
        return again.Count > 0 && again.TrueForAll(path =>
            path.VersionDigest.Length > 0 && evidence.VersionDigests.GetValueOrDefault(path.Path) == path.VersionDigest);
    }

    private static string FirstStated(string first, string? second, string last) =>
        first.Length > 0 ? first : !string.IsNullOrEmpty(second) ? second : last;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
