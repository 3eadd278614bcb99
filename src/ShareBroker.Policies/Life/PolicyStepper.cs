namespace ShareBroker.Policies.Life;

/// <summary>Who takes a step: an agency by its certificate, a person by the token bound to it.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Person">Its own id of the person.</param>
public sealed record PolicyStepper(string Agency, string Person);
