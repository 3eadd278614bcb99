namespace ShareBroker.Policies.Vocabularies;

/// <summary>A key of the closed list of facts.</summary>
/// <param name="Key">The key.</param>
/// <param name="Type">Kind of value: <c>yes_no</c>, <c>choice</c>, <c>text</c>, <c>integer</c>, <c>consent</c> or a list.</param>
/// <param name="Values">The words of a choice; empty for other kinds.</param>
/// <param name="Absent">What an absent fact counts as: its strict value; null where absence is a value of its own.</param>
public sealed record FactKey(string Key, string Type, IReadOnlyList<string> Values, FactValue? Absent);
