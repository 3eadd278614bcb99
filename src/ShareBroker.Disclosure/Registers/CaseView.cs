namespace ShareBroker.Disclosure.Registers;

/// <summary>A case as one agency may see it.</summary>
/// <param name="CaseId">The broker's id.</param>
/// <param name="Instance">Forum instance; empty for a bilateral case.</param>
/// <param name="Status"><c>open</c> or <c>closed</c>; empty when unknown.</param>
/// <param name="OwnerAgency">Agency of the owner; null when there is none.</param>
/// <param name="SubjectId">The caller's own local id; empty when it has linked none.</param>
/// <param name="OpenTime">When it was opened.</param>
public sealed record CaseView(
    string CaseId, string Instance, string Status, AgencyId? OwnerAgency, string SubjectId, DateTimeOffset OpenTime);
