using System.Formats.Asn1;
using System.Net;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>What the extensions of a certificate or of a request for one say (RFC 5280 §4.2).</summary>
internal sealed class CertificateExtensions
{
    public const string AlternativeNamesOid = "2.5.29.17";

    private static readonly Dictionary<string, int> Usages = new(StringComparer.Ordinal)
    {
        ["2.5.29.37.0"] = 0, ["1.3.6.1.5.5.7.3.1"] = 1, ["1.3.6.1.5.5.7.3.2"] = 2, ["1.3.6.1.5.5.7.3.3"] = 3, ["1.3.6.1.5.5.7.3.4"] = 4,
        ["1.3.6.1.5.5.7.3.5"] = 5, ["1.3.6.1.5.5.7.3.6"] = 6, ["1.3.6.1.5.5.7.3.7"] = 7, ["1.3.6.1.5.5.7.3.8"] = 8,
        ["1.3.6.1.5.5.7.3.9"] = 9, ["1.3.6.1.4.1.311.10.3.3"] = 10, ["2.16.840.1.113730.4.1"] = 11,
        ["1.3.6.1.4.1.311.2.1.22"] = 12, ["1.3.6.1.4.1.311.61.1.1"] = 13,
    };

    public List<RegoValue> All { get; } = [];

    public List<string> UnknownCritical { get; } = [];

    public bool HasAlternativeNames { get; private set; }

    public List<string> DnsNames { get; } = [];

    public List<string> Mails { get; } = [];

    public List<IPAddress> Addresses { get; } = [];

    public List<CertificateUri> Uris { get; } = [];

    public byte[]? SubjectKeyId { get; private set; }

    public byte[]? AuthorityKeyId { get; private set; }

    public int KeyUsage { get; private set; }

    public List<int> ExtendedUsages { get; } = [];

    public List<string> UnknownUsages { get; } = [];

    public bool HasBasicConstraints { get; private set; }

    public bool IsAuthority { get; private set; }

    public int PathLength { get; private set; }

    public List<string> Policies { get; } = [];

    public List<(string Issuer, string Subject)> PolicyMappings { get; } = [];

    public int? ExplicitPolicy { get; private set; }

    public int? PolicyMapping { get; private set; }

    public int? AnyPolicy { get; private set; }

    public List<string> OcspServers { get; } = [];

    public List<string> IssuerUrls { get; } = [];

    public List<string> RevocationLists { get; } = [];

    public NameConstraints? Constraints { get; private set; }

    /// <summary>Reads the sequence of all extensions; none may stand twice.</summary>
    public static CertificateExtensions Read(BuiltinContext context, AsnReader sequence)
    {
        var result = new CertificateExtensions();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (sequence.HasData)
        {
            context.Meter.Step(4);
            context.Meter.Allocate(512);
            var extension = sequence.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var isCritical = extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean();
            var value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (!seen.Add(oid))
            {
                throw new AsnContentException("an extension stands twice");
            }

            result.All.Add(Der.Object(
                ("Id", Der.Oid(oid)), ("Critical", RegoBoolean.Of(isCritical)), ("Value", Der.Bytes(value))));
            if (!result.Take(context, oid, isCritical, Der.Reader(value)) && isCritical)
            {
                result.UnknownCritical.Add(oid);
            }
        }

        return result;
    }

    /// <summary>Reads only the names of a request.</summary>
    public void ReadAlternativeNames(BuiltinContext context, byte[] value)
    {
        HasAlternativeNames = true;
        var names = Der.Reader(value).ReadSequence();
        while (names.HasData)
        {
            context.Meter.Step();
            context.Meter.Allocate(128);
            var tag = names.PeekTag();
            var isPlain = tag.TagClass == TagClass.ContextSpecific;
            switch (isPlain ? tag.TagValue : -1)
            {
                case 1:
                    Mails.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                case 2:
                    DnsNames.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                case 6:
                    Uris.Add(CertificateUri.Parse(names.ReadCharacterString(UniversalTagNumber.IA5String, tag)));
                    break;
                case 7:
                    Addresses.Add(new IPAddress(names.ReadOctetString(tag)));
                    break;
                default:
                    names.ReadEncodedValue();
                    break;
            }
        }
    }

    // False when the extension is not understood as a whole.
    private bool Take(BuiltinContext context, string oid, bool isCritical, AsnReader reader)
    {
        switch (oid)
        {
            case "2.5.29.14":
                SubjectKeyId = reader.ReadOctetString();
                break;
            case "2.5.29.15":
                KeyUsage = ReadKeyUsage(reader);
                break;
            case AlternativeNamesOid:
                ReadAlternativeNames(context, reader.ReadEncodedValue().ToArray());
                return Mails.Count + DnsNames.Count + Addresses.Count + Uris.Count > 0;
            case "2.5.29.19":
                ReadBasicConstraints(reader.ReadSequence());
                break;
            case "2.5.29.30":
                Constraints = NameConstraints.Read(context, reader.ReadSequence(), isCritical);
                return !Constraints.HasUnknown;
            case "2.5.29.31":
                ReadDistributionPoints(reader.ReadSequence());
                break;
            case "2.5.29.32":
                ReadPolicies(reader.ReadSequence());
                break;
            case "2.5.29.33":
                ReadPolicyMappings(reader.ReadSequence());
                break;
            case "2.5.29.35":
                ReadAuthorityKeyId(reader.ReadSequence());
                break;
            case "2.5.29.36":
                ReadPolicyConstraints(reader.ReadSequence());
                break;
            case "2.5.29.37":
                ReadExtendedUsages(reader.ReadSequence());
                break;
            case "2.5.29.54":
                AnyPolicy = Der.ReadSmall(reader);
                break;
            case "1.3.6.1.5.5.7.1.1":
                ReadInformationAccess(reader.ReadSequence());
                break;
            default:
                return false;
        }

        return true;
    }

    private static int ReadKeyUsage(AsnReader reader)
    {
        var bits = reader.ReadBitString(out _);
        var usage = 0;
        for (var i = 0; i < Math.Min(9, bits.Length * 8); i++)
        {
            usage |= (bits[i / 8] & (0x80 >> (i % 8))) != 0 ? 1 << i : 0;
        }

        return usage;
    }

    private void ReadBasicConstraints(AsnReader constraints)
    {
        HasBasicConstraints = true;
        IsAuthority = constraints.HasData && constraints.PeekTag() == Asn1Tag.Boolean && constraints.ReadBoolean();
        PathLength = constraints.HasData ? Der.ReadSmall(constraints) : -1;
    }

    private void ReadDistributionPoints(AsnReader points)
    {
        while (points.HasData)
        {
            var point = points.ReadSequence();
            if (!point.HasData || !point.PeekTag().HasSameClassAndValue(Der.Context(0)))
            {
                continue;
            }

            var name = point.ReadSequence(Der.Context(0, isConstructed: true));
            if (!name.HasData || !name.PeekTag().HasSameClassAndValue(Der.Context(0)))
            {
                continue;
            }

            AddUris(name.ReadSequence(Der.Context(0, isConstructed: true)), RevocationLists);
        }
    }

    private static void AddUris(AsnReader names, List<string> found)
    {
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(Der.Context(6)))
            {
                found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Der.Context(6)));
            }
            else
            {
                names.ReadEncodedValue();
            }
        }
    }

    private void ReadPolicies(AsnReader policies)
    {
        while (policies.HasData)
        {
            Policies.Add(policies.ReadSequence().ReadObjectIdentifier());
        }
    }

    private void ReadPolicyMappings(AsnReader mappings)
    {
        while (mappings.HasData)
        {
            var pair = mappings.ReadSequence();
            PolicyMappings.Add((pair.ReadObjectIdentifier(), pair.ReadObjectIdentifier()));
        }
    }

    private void ReadAuthorityKeyId(AsnReader key)
    {
        if (key.HasData && key.PeekTag().HasSameClassAndValue(Der.Context(0)))
        {
            AuthorityKeyId = key.ReadOctetString(Der.Context(0));
        }
    }

    private void ReadPolicyConstraints(AsnReader constraints)
    {
        if (constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Der.Context(0)))
        {
            ExplicitPolicy = Der.ReadSmall(constraints, Der.Context(0));
        }

        if (constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Der.Context(1)))
        {
            PolicyMapping = Der.ReadSmall(constraints, Der.Context(1));
        }
    }

    private void ReadExtendedUsages(AsnReader usages)
    {
        while (usages.HasData)
        {
            var oid = usages.ReadObjectIdentifier();
            if (Usages.TryGetValue(oid, out var known))
            {
                ExtendedUsages.Add(known);
            }
            else
            {
                UnknownUsages.Add(oid);
            }
        }
    }

    private void ReadInformationAccess(AsnReader accesses)
    {
        while (accesses.HasData)
        {
            var access = accesses.ReadSequence();
            var list = access.ReadObjectIdentifier() switch
            {
                "1.3.6.1.5.5.7.48.1" => OcspServers,
                "1.3.6.1.5.5.7.48.2" => IssuerUrls,
                _ => [],
            };
            if (access.PeekTag().HasSameClassAndValue(Der.Context(6)))
            {
                list.Add(access.ReadCharacterString(UniversalTagNumber.IA5String, Der.Context(6)));
            }
        }
    }
}
