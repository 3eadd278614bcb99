namespace ShareBroker.Disclosure.Fetching;

/// <summary>Where a holder is reached.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Address">Address of its record holder, from the register; empty when it registered none.</param>
/// <param name="CertificateSha256">Thumbprints of the certificates that may answer for it, lower-case hex.</param>
public sealed record HolderAgency(AgencyId Agency, string Address, IReadOnlyList<string> CertificateSha256);
