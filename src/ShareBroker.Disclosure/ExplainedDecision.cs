namespace ShareBroker.Disclosure;

/// <summary>A preview with the rules behind it.</summary>
/// <param name="Answer">The preview.</param>
/// <param name="AllReasons">Every reason code, person-class ones included; for data protection officers only.</param>
/// <param name="Rules">Ids of the rules that decided, sorted; for data protection officers only.</param>
public sealed record ExplainedDecision(DisclosureAnswer Answer, IReadOnlyList<string> AllReasons, IReadOnlyList<string> Rules);
