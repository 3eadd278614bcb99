namespace ShareBroker.Disclosure;

/// <summary>Who receives a payload when that is not the requester.</summary>
/// <param name="AgencyId">The receiving agency.</param>
/// <param name="Actor">The person who receives.</param>
public sealed record TermsRecipient(string AgencyId, Actor Actor);
