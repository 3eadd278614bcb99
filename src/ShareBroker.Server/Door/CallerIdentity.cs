namespace ShareBroker.Server.Door;

/// <summary>Who makes a call: the agency by its certificate, the person by the token bound to it.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="PersonId">The agency's own id of the person.</param>
/// <param name="Role">The role in which the person acts.</param>
/// <param name="Unit">The person's unit; empty when the token names none.</param>
internal sealed record CallerIdentity(KnownAgency Agency, string PersonId, string Role, string Unit);
