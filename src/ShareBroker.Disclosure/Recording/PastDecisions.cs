using System.Runtime.CompilerServices;
using System.Text.Json;
using ShareBroker.Policies.Replaying;
using ShareBroker.Receipts.Log;

namespace ShareBroker.Disclosure.Recording;

/// <summary>The decisions of a log with what they were made from, for deciding them again.</summary>
public static class PastDecisions
{
    private const int PageSize = 256;

    private static readonly string[] Kinds = ["denial", "order", "release", "referral", "preview"];

    /// <summary>Reads a running broker's decisions from the first entry to the newest of now.</summary>
    /// <param name="log">The log.</param>
    /// <param name="inputs">What decisions were made from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LogUnavailableException">A store cannot be read.</exception>
    public static async IAsyncEnumerable<PastDecision> ReadAsync(
        IStatementLog log, IDecisionInputs inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = log.Head.Size;
        for (long first = 0; first < size;)
        {
            var page = await log.EntriesAsync(first, PageSize, cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            foreach (var entry in page)
            {
                if (HeadOf(entry.Index, entry.Payload) is { } past)
                {
                    var kept = await inputs.FindAsync(past.Receipt, cancellationToken);
                    yield return past with { Input = kept?.Input ?? default };
                }
            }

            first = page[^1].Index + 1;
        }
    }

    /// <summary>What a statement says of its own decision, without the input; null when the entry is no decision.</summary>
    /// <param name="index">Its place in the log.</param>
    /// <param name="payload">The octets of the statement.</param>
    public static PastDecision? HeadOf(long index, ReadOnlyMemory<byte> payload)
    {
        using var statement = JsonDocument.Parse(payload);
        var root = statement.RootElement;
        return Text(root, "kind") is { } kind && Kinds.Contains(kind, StringComparer.Ordinal) && Text(root, "jti") is { } jti
            ? new PastDecision
            {
                Receipt = jti,
                Index = index,
                Kind = kind,
                Regime = Text(root, "regime") ?? "",
                Agency = Text(root, "requester") ?? "",
                Input = default,
            }
            : null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
