namespace ShareBroker.Disclosure.Fetching;

/// <summary>The usable part of a holder's answer: what was asked for, by path, and how much was not.</summary>
internal sealed record FetchedRecord(IReadOnlyDictionary<string, FetchedValue> Values, int SurplusCount)
{
    public static FetchedRecord Empty { get; } = new(new Dictionary<string, FetchedValue>(StringComparer.Ordinal), SurplusCount: 0);
}
