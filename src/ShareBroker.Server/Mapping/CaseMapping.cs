using Google.Protobuf.WellKnownTypes;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Mapping;

/// <summary>Between the messages of the contract and cases.</summary>
internal static class CaseMapping
{
    private const int FactCharactersMax = 4_096;

    private static readonly JsonLimits Limits = new() { SizeMaxBytes = 4 * FactCharactersMax, DepthMax = 4, NumberLengthMax = 32 };

    /// <summary>The facts of a message; a null value removes the fact.</summary>
    /// <exception cref="InvalidRequestException">A value is no plain JSON value, or a key stands twice.</exception>
    public static IReadOnlyDictionary<string, FactValue?> ToFacts(IEnumerable<CaseFact> facts)
    {
        var values = new Dictionary<string, FactValue?>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            if (!values.TryAdd(fact.Key, ToValue(fact.ValueJson)))
            {
                throw InvalidRequestException.Of("fact_twice", "a fact stands twice");
            }
        }

        return values;
    }

    /// <summary>A case as a message.</summary>
    public static Case ToMessage(CaseView view) => new()
    {
        CaseId = view.CaseId,
        ForumInstanceId = view.Instance,
        Status = view.Status,
        OwnerAgencyId = view.OwnerAgency?.Value ?? "",
        SubjectId = view.SubjectId,
        OpenTime = Timestamp.FromDateTimeOffset(view.OpenTime),
    };

    private static FactValue? ToValue(string json)
    {
        if (json.Length is > 0 and <= FactCharactersMax)
        {
            try
            {
                var value = RegoJson.Parse(System.Text.Encoding.UTF8.GetBytes(json), Limits);
                if (value is RegoNull)
                {
                    return null;
                }

                if (FactValue.TryRead(value, out var fact))
                {
                    return fact;
                }
            }
            catch (RegoException)
            {
                // Told below, in the words of the contract.
            }
        }

        throw InvalidRequestException.Of(
            "fact_malformed", "the value of a fact is not a JSON text, whole number, true, false, list of texts or null");
    }
}
