namespace ShareBroker.Disclosure.Intake;

/// <summary>Finds the case that a caller means: by the broker's id, or by the caller's own local id of the subject.</summary>
internal sealed class CaseFinding(ICaseStore cases)
{
    /// <summary>
    /// The case; null when nothing fits. A local id that is linked to several cases means the one of the named forum instance, else a
    /// bilateral one, else the newest.
    /// </summary>
    public async Task<CaseRecord?> FindAsync(AgencyId agency, string named, string instance, CancellationToken cancellationToken)
    {
        if (named.Length == 0)
        {
            return null;
        }

        // Both look-ups are always made, so that time does not tell which of the two hit.
        var linked = await cases.FindLinkedAsync(agency, named, cancellationToken);
        var byId = await cases.FindAsync(named, cancellationToken);
        return byId ?? linked.LastOrDefault(file => file.Instance == instance)
            ?? linked.LastOrDefault(static file => file.Instance.Length == 0)
            ?? (linked.Count > 0 ? linked[^1] : null);
    }
}
