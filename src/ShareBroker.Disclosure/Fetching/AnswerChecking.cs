using System.Text.Json;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Disclosure.Fetching;

/// <summary>
/// Judges what a holder sent. Anything wrong with it refuses the whole answer: a holder that errs about one value is not believed about
/// the next. What it sent without being asked is dropped and counted.
/// </summary>
internal static class AnswerChecking
{
    private const int ShortTextLengthMax = 200;

    /// <summary>Null and a stable code when the answer must not be used.</summary>
    public static FetchedRecord? Check(HolderAnswer.Values answer, FetchOrder order, out string? fault)
    {
        fault = FaultOf(answer, order);
        if (fault is not null)
        {
            return null;
        }

        var wanted = order.Paths.ToHashSet(StringComparer.Ordinal);
        var values = new Dictionary<string, FetchedValue>(StringComparer.Ordinal);
        var surplus = 0;
        foreach (var item in answer.Items)
        {
            // What nobody asked for is not even parsed: it cannot leak, and it cannot refuse what was asked for.
            if (!wanted.Contains(item.Path))
            {
                surplus++;
                continue;
            }

            if (Parse(item, order.Limits, out fault) is not { } value)
            {
                return null;
            }

            if (!values.TryAdd(item.Path, new FetchedValue(value, item.Provenance, item.Version)))
            {
                fault = "answer_path_twice";
                return null;
            }
        }

        return new FetchedRecord(values, surplus);
    }

    private static string? FaultOf(HolderAnswer.Values answer, FetchOrder order)
    {
        if (!string.Equals(answer.SubjectId, order.SubjectId, StringComparison.Ordinal))
        {
            return "answer_other_subject";
        }

        if (answer.Items.Count > order.Limits.ValueCountMax)
        {
            return "answer_too_many_values";
        }

        var size = 0L;
        foreach (var item in answer.Items)
        {
            size += item.ValueJson.Length;
            if (item.Path.Length > ShortTextLengthMax || item.Version.Length > ShortTextLengthMax || IsTooLong(item.Provenance))
            {
                return "answer_text_too_long";
            }
        }

        return size > order.Limits.SizeBytesMax ? "answer_too_long" : null;
    }

    private static bool IsTooLong(Registers.Provenance provenance) =>
        provenance.OriginPurpose.Length > ShortTextLengthMax || provenance.Basis.Length > ShortTextLengthMax ||
        provenance.ReceiptId.Length > ShortTextLengthMax;

    /// <summary>Reads one value strictly; the element owns its memory.</summary>
    internal static JsonElement? Parse(HeldValue item, FetchLimits limits, out string? fault)
    {
        fault = null;
        if (item.ValueJson.Length > limits.ValueSizeBytesMax)
        {
            fault = "answer_value_too_long";
            return null;
        }

        try
        {
            var value = StrictJson.Read(item.ValueJson, limits.ValueSizeBytesMax);
            if (DepthOf(value) <= limits.DepthMax)
            {
                // One spelling for one value: digests, comparisons and the payload see the same octets.
                return StrictJson.Read(CanonicalJson.Write(value, CanonicalNumbers.Ecmascript), int.MaxValue);
            }

            fault = "answer_too_deep";
        }
        catch (ReceiptException broken)
        {
            fault = "answer_" + broken.Code;
        }

        return null;
    }

    // StrictJson reads at most 64 deep, so this recursion is bounded.
    private static int DepthOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(static member => DepthOf(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(DepthOf).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
