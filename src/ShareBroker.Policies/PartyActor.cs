namespace ShareBroker.Policies;

/// <summary>A person acting for a party.</summary>
/// <param name="Id">The agency's own id of the person.</param>
/// <param name="Role">One role of the vocabulary.</param>
public sealed record PartyActor(string Id, string Role);
