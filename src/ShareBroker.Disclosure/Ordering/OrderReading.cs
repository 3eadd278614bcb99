using System.Globalization;
using System.Text.Json;
using ShareBroker.Policies;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>Reads back what an order entry committed to, for a file whose own note of it was lost in a crash.</summary>
internal static class OrderReading
{
    public static DateTimeOffset ExpiresOf(ReadOnlyMemory<byte> payload) => DateTimeOffset.Parse(
        Root(payload).GetProperty("expires").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The permit as an order or a referral states it; sealed members such as rules stay sealed.</summary>
    public static Decision DecisionOf(ReadOnlyMemory<byte> payload)
    {
        var root = Root(payload);
        var paths = root.TryGetProperty("grant", out var grant) ? grant : root.GetProperty("fields");
        return new Decision
        {
            Effect = Effect.Permit,
            Reasons = [.. root.GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetString()!)],
            Rules = [],
            Fields = paths.EnumerateArray().ToDictionary(
                static path => path.GetProperty("path").GetString()!, ActionOf, StringComparer.Ordinal),
            Obligations = ObligationsOf(payload),
        };
    }

    /// <summary>The open obligations of a statement.</summary>
    public static IReadOnlyList<Obligation> ObligationsOf(ReadOnlyMemory<byte> payload) =>
        [.. Root(payload).GetProperty("obligations").EnumerateArray().Select(static obligation => new Obligation(
            obligation.GetProperty("id").GetString()!, ParametersOf(obligation, "id")))];

    /// <summary>The state that a denial, a release or a referral left its file in.</summary>
    public static DisclosureState StateOf(ReadOnlyMemory<byte> payload)
    {
        var root = Root(payload);
        return (TextOf(root, "kind"), TextOf(root, "outcome")) switch
        {
            ("referral", _) or ("release", "released") => DisclosureState.Released,
            ("release", "declined") => DisclosureState.Declined,
            ("release", "not_delivered") => DisclosureState.Expired,
            ("release", "refused_answer") => DisclosureState.RefusedAnswer,
            _ => DisclosureState.Denied,
        };
    }

    /// <summary>The open reason codes of a statement.</summary>
    public static IReadOnlyList<string> ReasonsOf(ReadOnlyMemory<byte> payload) =>
        [.. Root(payload).GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetString()!)];

    /// <summary>Path, action and bare scheme of each field of a release.</summary>
    public static IReadOnlyList<FieldOutcome> FieldsOf(ReadOnlyMemory<byte> payload) =>
        Root(payload).TryGetProperty("fields", out var fields)
        ? [.. fields.EnumerateArray().Select(static field => new FieldOutcome(
            field.GetProperty("path").GetString()!, field.GetProperty("action").GetString()!, SchemeOf(field)
                ?? "", TextOf(field, "reason") ?? ""))]
        : [];

    private static JsonElement Root(ReadOnlyMemory<byte> payload) => StrictJson.Read(payload, StatementEncoder.SizeBytesMax);

    private static FieldAction ActionOf(JsonElement path)
    {
        _ = FieldActionWords.TryParse(path.GetProperty("action").GetString()!, out var action);
        return new FieldAction
        {
            Action = action,
            Scheme = SchemeOf(path),
            Parameters = path.TryGetProperty("params", out var parameters) ? ParametersOf(parameters)
                : new Dictionary<string, FactValue>(StringComparer.Ordinal),
        };
    }

    private static string? SchemeOf(JsonElement path) => TextOf(path, "scheme")?.Split('/')[0];

    private static string? TextOf(JsonElement owner, string name) => owner.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static Dictionary<string, FactValue> ParametersOf(JsonElement owner, params string[] except) => owner.EnumerateObject()
        .Where(member => !except.Contains(member.Name, StringComparer.Ordinal))
        .ToDictionary(static member => member.Name, static member => ValueOf(member.Value), StringComparer.Ordinal);

    private static FactValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => new FactValue.Flag(value.GetBoolean()),
        JsonValueKind.Number => new FactValue.Number(value.GetInt64()),
        JsonValueKind.Array => new FactValue.Texts([.. value.EnumerateArray().Select(static item => item.GetString()!)]),
        _ => new FactValue.Text(value.GetString()!),
    };
}
