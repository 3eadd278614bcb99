using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>
/// What a policy is asked: the request, the parties, plain facts that the broker looked up, and metadata about the holder's fields.
/// No value of a person's record is ever part of it. Contract: the decision contract, section Input.
/// </summary>
public sealed record DecisionInput
{
    /// <summary>What is asked.</summary>
    public required DisclosureQuestion Request { get; init; }

    /// <summary>Who asks.</summary>
    public required Party Requester { get; init; }

    /// <summary>Who gets the payload.</summary>
    public required Party Recipient { get; init; }

    /// <summary>Who has the record, represented by its registered contact.</summary>
    public required Party Holder { get; init; }

    /// <summary>The person, by reference.</summary>
    public required SubjectFacts Subject { get; init; }

    /// <summary>Facts from the registers; a key that is absent is unknown and counts as its strict value.</summary>
    public required IReadOnlyDictionary<string, FactValue> Facts { get; init; }

    /// <summary>Provenance of requested paths; a path that is absent has no special origin.</summary>
    public required IReadOnlyDictionary<string, HeldProvenance> Held { get; init; }

    /// <summary>The recipient's earlier receipts for this subject.</summary>
    public required IReadOnlyList<PriorReceipt> Prior { get; init; }

    /// <summary><c>confirmed</c> or <c>draft</c>; null counts as draft.</summary>
    public required string? RegimeStatus { get; init; }

    /// <summary>The value that policies see as <c>input</c>.</summary>
    public RegoValue ToValue() => DecisionInputWriter.Write(this);

    /// <summary>The canonical JSON octets (RFC 8785): the same input has the same octets.</summary>
    public byte[] ToCanonicalJson() => CanonicalValue.Write(ToValue());

    /// <summary>Reads an input of a scenario file.</summary>
    /// <param name="value">The <c>input</c> object.</param>
    /// <exception cref="PolicyException">A member is missing or has another shape (<c>input_malformed</c>); the message names
    /// it.</exception>
    public static DecisionInput Read(RegoValue value) => DecisionInputReader.Read(value);
}
