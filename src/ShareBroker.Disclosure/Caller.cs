namespace ShareBroker.Disclosure;

/// <summary>
/// Who is calling: the agency from the client certificate and the person from the access token bound to it, never from a message.
/// </summary>
/// <param name="Agency">The agency that the certificate names.</param>
/// <param name="Person">The acting person.</param>
public sealed record Caller(AgencyId Agency, Actor Person);
