using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>
/// What policy says to one request, as the decision contract has it: exactly one entry of <see cref="Fields"/> for each requested path on a
/// permit and none on a denial; reasons, rules and obligations sorted and without duplicates.
/// </summary>
public sealed record Decision
{
    /// <summary>Code of a denial because the check could not be completed.</summary>
    public const string SystemUnavailableCode = "deny_system_unavailable";

    /// <summary>Permit or deny.</summary>
    public required Effect Effect { get; init; }

    /// <summary>All reason codes, sorted.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Ids of the rules that decided, sorted.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The action for each requested path; empty on a denial.</summary>
    public required IReadOnlyDictionary<string, FieldAction> Fields { get; init; }

    /// <summary>Obligations, sorted by id.</summary>
    public required IReadOnlyList<Obligation> Obligations { get; init; }

    /// <summary>The denial that stands for every failure: error, limit, silence or a malformed decision.</summary>
    public static Decision SystemUnavailable { get; } = new()
    {
        Effect = Effect.Deny,
        Reasons = [SystemUnavailableCode],
        Rules = [],
        Fields = new Dictionary<string, FieldAction>(StringComparer.Ordinal),
        Obligations = [new Obligation("explain_refusal", FieldAction.NoParameters),
            new Obligation("store_receipt", FieldAction.NoParameters)],
    };

    /// <summary>Reads what a policy answered, strictly.</summary>
    /// <param name="value">The value of the entry point.</param>
    /// <param name="requestedPaths">The paths that were asked for; a permit must speak of exactly these.</param>
    /// <exception cref="PolicyException">The value is not a decision (<c>decision_malformed</c>).</exception>
    public static Decision Read(RegoValue value, IReadOnlyCollection<string> requestedPaths) => DecisionReader.Read(value, requestedPaths);

    /// <summary>The decision as a value, members as in the contract.</summary>
    public RegoValue ToValue() => DecisionWriter.Write(this);

    /// <summary>The canonical JSON octets (RFC 8785).</summary>
    public byte[] ToCanonicalJson() => CanonicalValue.Write(ToValue());
}
