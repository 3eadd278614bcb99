using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>Everything about a request but who asks whom for what: facts, codes, roles, the person. Starts as the plainest lawful
/// one.</summary>
internal sealed record Situation
{
    /// <summary>Where it departs from the plainest, in words; empty for the plainest itself.</summary>
    public string Name { get; init; } = "";

    public required IReadOnlyDictionary<string, RegoValue> Facts { get; init; }

    /// <summary>Codes named beside those that cover the purpose; kinds of codes left out stand in <see cref="Without"/>.</summary>
    public IReadOnlySet<string> Codes { get; init; } = new HashSet<string>();

    /// <summary>Kinds of codes that are not named: <c>basis</c>, <c>consent</c>, <c>second_code</c>.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string> { "consent" };

    public string RegimeStatus { get; init; } = "confirmed";

    public bool HasMeeting { get; init; } = true;

    public string RequesterRole { get; init; } = "member";

    public string RecipientRole { get; init; } = "member";

    public string HolderRole { get; init; } = "spoc";

    public string RequesterAgency { get; init; } = "xx-1";

    public string RecipientAgency { get; init; } = "xx-2";

    public string HolderAgency { get; init; } = "xx-3";

    public string Why { get; init; } = "a comparison of policies";

    public bool IsEmergency { get; init; }

    public bool IsOwnUnit { get; init; }

    public bool IsDuplicate { get; init; }

    public bool WasReceived { get; init; }

    public string Origin { get; init; } = "";

    public string Basis { get; init; } = "fact";

    public bool IsReviewed { get; init; } = true;

    public bool HasFieldWhy { get; init; } = true;

    public int? Age { get; init; } = 16;

    public Situation WithFact(string key, RegoValue? value)
    {
        var facts = new Dictionary<string, RegoValue>(Facts, StringComparer.Ordinal);
        if (value is null)
        {
            facts.Remove(key);
        }
        else
        {
            facts[key] = value;
        }

        return this with { Facts = facts };
    }

    public Situation WithCode(string code) => this with { Codes = new HashSet<string>(Codes, StringComparer.Ordinal) { code } };

    public Situation WithKind(string kind, bool isNamed)
    {
        var without = new HashSet<string>(Without, StringComparer.Ordinal);
        _ = isNamed ? without.Remove(kind) : without.Add(kind);
        return this with { Without = without };
    }
}
