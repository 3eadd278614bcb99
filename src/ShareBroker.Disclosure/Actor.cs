namespace ShareBroker.Disclosure;

/// <summary>A person who acts for an agency, as that agency names it.</summary>
/// <param name="Id">The agency's own id of the person. It stays out of logs and errors.</param>
/// <param name="Role">One role of the vocabulary; an unknown one is judged by policy.</param>
/// <param name="Unit">The unit within the agency; null where the agency names none.</param>
public sealed record Actor(string Id, string Role, string? Unit = null);
