namespace ShareBroker.Client;

/// <summary>A person who acts for the agency.</summary>
/// <param name="Id">The agency's own id of the person: letters, digits, '.', '_', '-'; at most 64.</param>
/// <param name="Role">One role of the vocabulary.</param>
/// <param name="Unit">The person's unit, or empty.</param>
public sealed record ActingPerson(string Id, string Role, string Unit = "");
