namespace ShareBroker.Policies.Explaining;

/// <summary>What the standing of a requester lets it know of a decision (decision contract, <i>Who sees which reason</i>).</summary>
public static class Standing
{
    private const string Default = "deny_default";
    private const string SecurityRetained = "deny_security_retained";

    private static readonly string[] SecurityRoles = ["triage_officer", "intelligence_officer", "investigator", "prosecutor"];

    /// <summary>The reason codes that a requester may know, sorted: all of a permit; of a refusal the request-class ones where there is
    /// one, else all, but that the security services have a case is told to nobody outside the security side.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="requestReasons">Those of its reasons that are of class request.</param>
    /// <param name="agencyType">Type of the requester.</param>
    /// <param name="role">Role of the requester.</param>
    public static IReadOnlyList<string> CodesFor(
        Decision decision, IReadOnlyCollection<string> requestReasons, string agencyType, string role)
    {
        if (decision.Effect == Effect.Permit)
        {
            return decision.Reasons;
        }

        // Whoever lacks standing learns that, and nothing about the person.
        var told = requestReasons.Count > 0 ? requestReasons : decision.Reasons;

        // A case with the security services says nothing else either: each further code would tell that there is a case.
        return told.Contains(SecurityRetained, StringComparer.Ordinal) && !IsSecuritySide(agencyType, role)
            ? [Default]
            : [.. told.Order(StringComparer.Ordinal)];
    }

    private static bool IsSecuritySide(string type, string role) =>
        IsWithin(type, "intelligence") || type == "police.ct_unit"
        || ((IsWithin(type, "police") || type == "prosecutor") && SecurityRoles.Contains(role, StringComparer.Ordinal));

    private static bool IsWithin(string type, string family) => type == family || type.StartsWith(family + ".", StringComparison.Ordinal);
}
