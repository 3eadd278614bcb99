using ShareBroker.Policies;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Play;

/// <summary>Compares the input that a broker built with the one of a scenario.</summary>
internal static class PlayInputs
{
    /// <summary>One line for each member that differs; empty when a policy sees the same.</summary>
    public static IReadOnlyList<string> Differences(DecisionInput wanted, DecisionInput built, Vocabulary vocabulary)
    {
        if (Normal(wanted, vocabulary).ToValue() is not RegoObject one || Normal(built, vocabulary).ToValue() is not RegoObject other)
        {
            return ["input: no object"];
        }

        return
        [
            .. one.Keys.ToArray().Union(other.Keys.ToArray()).OfType<RegoString>()
                .Select(key => (key.Value, Wanted: Text(one.Get(key)), Built: Text(other.Get(key))))
                .Where(static member => member.Wanted != member.Built)
                .Select(static member => $"input.{member.Value}: want {member.Wanted}, got {member.Built}"),
        ];
    }

    // What the broker alone decides (ids, the moment) is left out; what is absent stands for its strict value.
    private static DecisionInput Normal(DecisionInput input, Vocabulary vocabulary) => input with
    {
        Request = input.Request with
        {
            Id = "",
            At = DateTimeOffset.UnixEpoch,
            Fields = [.. input.Request.Fields.Select(Normal)],
        },
        Subject = input.Subject with { Ref = "" },
        Facts = input.Facts.Where(fact => !Equals(vocabulary.Facts.GetValueOrDefault(fact.Key)?.Absent, fact.Value))
            .ToDictionary(static fact => fact.Key, static fact => fact.Value, StringComparer.Ordinal),
        Held = input.Held.Select(static held => KeyValuePair.Create(held.Key, Normal(held.Value)))
            .Where(static held => held.Value != new HeldProvenance(OriginPurpose: null, Basis: null, Reviewed: null, Receipt: null))
            .ToDictionary(static held => held.Key, static held => held.Value, StringComparer.Ordinal),
        RegimeStatus = input.RegimeStatus ?? "draft",
    };

    private static RequestedPath Normal(RequestedPath field) => string.IsNullOrWhiteSpace(field.Why) ? field with { Why = null } : field;

    private static HeldProvenance Normal(HeldProvenance held) => new(
        held.OriginPurpose is null or "" or "none" ? null : held.OriginPurpose,
        string.IsNullOrEmpty(held.Basis) ? null : held.Basis,
        held.Reviewed == true ? true : null,
        string.IsNullOrEmpty(held.Receipt) ? null : held.Receipt);

    private static string Text(RegoValue? value) => value is null ? "nothing" : RegoJson.Write(value);
}
