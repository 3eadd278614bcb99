namespace ShareBroker.Policies;

/// <summary>One of the three parties of a request: who asks, who receives, who holds.</summary>
/// <param name="Agency">Id in the register of agencies.</param>
/// <param name="Type">Agency type of the vocabulary.</param>
/// <param name="Country">Country of the vocabulary.</param>
/// <param name="Actor">The person who acts for it.</param>
public sealed record Party(string Agency, string Type, string Country, PartyActor Actor);
