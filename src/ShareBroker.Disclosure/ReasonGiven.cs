namespace ShareBroker.Disclosure;

/// <summary>Why something was decided, in words for the practitioner.</summary>
/// <param name="Code">Stable reason code of the vocabulary.</param>
/// <param name="Sentence">One plain sentence.</param>
/// <param name="Route">The lawful route that is left; empty where the sentence says it.</param>
public sealed record ReasonGiven(string Code, string Sentence, string Route);
