namespace ShareBroker.Policies.Life;

/// <summary>A person who may propose or approve policies.</summary>
/// <param name="Agency">The agency the person acts for.</param>
/// <param name="Person">The agency's own id of the person, as its access tokens name it.</param>
/// <param name="MayPropose">May be the author of a proposal.</param>
/// <param name="MayApprove">May approve another's proposal.</param>
public sealed record PolicyOfficer(string Agency, string Person, bool MayPropose, bool MayApprove);
