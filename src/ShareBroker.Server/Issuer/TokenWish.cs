namespace ShareBroker.Server.Issuer;

/// <summary>What an agency asks a token for.</summary>
/// <param name="Agency">The agency that its certificate names.</param>
/// <param name="Person">The agency's own id of the person.</param>
/// <param name="Role">The role in which the person acts.</param>
/// <param name="Unit">The person's unit, or empty.</param>
/// <param name="CertificateThumbprint">SHA-256 of the certificate, base64url.</param>
internal sealed record TokenWish(string Agency, string Person, string Role, string Unit, string CertificateThumbprint);
