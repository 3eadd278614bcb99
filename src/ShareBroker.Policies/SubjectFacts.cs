namespace ShareBroker.Policies;

/// <summary>What a policy knows of the person: a reference and age, never a name.</summary>
/// <param name="Ref">The broker's reference of the case.</param>
/// <param name="Age">Age in full years; null when it is unknown, which counts as over 25 and adult.</param>
/// <param name="Minor">Whether the person is a minor; null when it is unknown.</param>
public sealed record SubjectFacts(string Ref, int? Age, bool? Minor);
