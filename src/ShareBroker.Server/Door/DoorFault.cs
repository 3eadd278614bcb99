namespace ShareBroker.Server.Door;

/// <summary>The door stays shut. Only a code is told; what exactly was wrong is nobody's business outside.</summary>
internal sealed class DoorFault(string code, string message) : Exception(message)
{
    /// <summary>Stable code of the error, such as <c>certificate_unknown</c>.</summary>
    public string Code { get; } = code;

    /// <summary>No certificate was shown, or the register does not know it.</summary>
    public static DoorFault CertificateUnknown() =>
        new("certificate_unknown", "no known client certificate; register the certificate of the calling agency");

    /// <summary>The certificate is not valid yet or no longer.</summary>
    public static DoorFault CertificateExpired() => new("certificate_expired", "the client certificate is out of its time; renew it");

    /// <summary>There is no access token.</summary>
    public static DoorFault TokenMissing() => new("token_missing", "no access token; send one as 'authorization: Bearer'");

    /// <summary>The access token is not taken.</summary>
    public static DoorFault TokenRefused() => new("token_refused", "the access token is not accepted");

    /// <summary>The access token belongs to another certificate.</summary>
    public static DoorFault TokenNotBound() =>
        new("token_not_bound", "the access token is bound to another certificate; get a new one with this certificate");

    /// <summary>The access token names another agency than the certificate.</summary>
    public static DoorFault TokenOtherAgency() => new("token_other_agency", "the access token names another agency than the certificate");
}
