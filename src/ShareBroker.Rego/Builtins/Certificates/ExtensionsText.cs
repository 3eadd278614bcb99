using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>Extensions as members of the value of a certificate.</summary>
internal static class ExtensionsText
{
    public static void Put(RegoObject.Builder members, CertificateExtensions all)
    {
        PutNames(members, all);
        PutUsages(members, all);
        PutPolicies(members, all);
        PutConstraints(members, all.Constraints);
        Put(members, "Extensions", Der.ListOrNull(all.All));
        Put(members, "ExtraExtensions", RegoNull.Value);
        Put(members, "UnhandledCriticalExtensions", Oids(all.UnknownCritical));
        Put(members, "OCSPServer", Der.TextsOrNull(all.OcspServers));
        Put(members, "IssuingCertificateURL", Der.TextsOrNull(all.IssuerUrls));
        Put(members, "CRLDistributionPoints", Der.TextsOrNull(all.RevocationLists));
        Put(members, "SubjectKeyId", BytesOrNull(all.SubjectKeyId));
        Put(members, "AuthorityKeyId", BytesOrNull(all.AuthorityKeyId));
    }

    /// <summary>The alternative names, which requests have too.</summary>
    public static void PutNames(RegoObject.Builder members, CertificateExtensions all)
    {
        Put(members, "DNSNames", Der.TextsOrNull(all.DnsNames));
        Put(members, "EmailAddresses", Der.TextsOrNull(all.Mails));
        Put(members, "IPAddresses", Der.TextsOrNull(
            all.Addresses.Select(static address => NameConstraints.AddressRule.Text(address.GetAddressBytes()))));
        Put(members, "URIs", Der.ListOrNull([.. all.Uris.Select(static uri => uri.Shown)]));
    }

    private static void Put(RegoObject.Builder members, string name, RegoValue value) => members.Set(RegoString.Of(name), value);

    private static RegoValue BytesOrNull(byte[]? bytes) => bytes is null ? RegoNull.Value : Der.Bytes(bytes);

    private static RegoValue Oids(IEnumerable<string> oids) => Der.ListOrNull([.. oids.Select(Der.Oid)]);

    private static void PutUsages(RegoObject.Builder members, CertificateExtensions all)
    {
        Put(members, "KeyUsage", RegoNumber.Of(all.KeyUsage));
        Put(members, "ExtKeyUsage", Der.ListOrNull([.. all.ExtendedUsages.Select(static usage => (RegoValue)RegoNumber.Of(usage))]));
        Put(members, "UnknownExtKeyUsage", Oids(all.UnknownUsages));
        Put(members, "BasicConstraintsValid", RegoBoolean.Of(all.HasBasicConstraints));
        Put(members, "IsCA", RegoBoolean.Of(all.IsAuthority));
        Put(members, "MaxPathLen", RegoNumber.Of(all.PathLength));
        Put(members, "MaxPathLenZero", RegoBoolean.Of(all.HasBasicConstraints && all.PathLength == 0));
    }

    private static void PutPolicies(RegoObject.Builder members, CertificateExtensions all)
    {
        Put(members, "PolicyIdentifiers", Oids(all.Policies));
        Put(members, "Policies", Der.TextsOrNull(all.Policies));
        Put(members, "PolicyMappings", Der.ListOrNull([.. all.PolicyMappings.Select(static pair => (RegoValue)Der.Object(
            ("IssuerDomainPolicy", RegoString.Of(pair.Issuer)), ("SubjectDomainPolicy", RegoString.Of(pair.Subject))))]));
        PutCount(members, "RequireExplicitPolicy", all.ExplicitPolicy);
        PutCount(members, "InhibitPolicyMapping", all.PolicyMapping);
        PutCount(members, "InhibitAnyPolicy", all.AnyPolicy);
    }

    private static void PutCount(RegoObject.Builder members, string name, int? count)
    {
        Put(members, name, RegoNumber.Of(count ?? 0));
        Put(members, name + "Zero", RegoBoolean.Of(count == 0));
    }

    private static void PutConstraints(RegoObject.Builder members, NameConstraints? constraints)
    {
        Put(members, "PermittedDNSDomainsCritical", RegoBoolean.Of(constraints is { IsCritical: true }));
        foreach (var (side, names) in ((string, NameConstraints.Names?)[])
            [("Permitted", constraints?.Permitted), ("Excluded", constraints?.Excluded)])
        {
            Put(members, side + "DNSDomains", Der.TextsOrNull(names?.Dns ?? []));
            Put(members, side + "EmailAddresses", Der.TextsOrNull(names?.Mails ?? []));
            Put(members, side + "URIDomains", Der.TextsOrNull(names?.Uris ?? []));
            Put(members, side + "IPRanges", Der.ListOrNull([.. (names?.Ranges ?? []).Select(static range => range.Shown)]));
        }
    }
}
