using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>The names that an authority may and may not sign (RFC 5280 §4.2.1.10).</summary>
internal sealed class NameConstraints
{
    private NameConstraints(bool isCritical) => IsCritical = isCritical;

    public bool IsCritical { get; }

    /// <summary>It also constrains names of a kind that is not judged here.</summary>
    public bool HasUnknown { get; private set; }

    public Names Permitted { get; } = new();

    public Names Excluded { get; } = new();

    public static NameConstraints Read(BuiltinContext context, AsnReader sequence, bool isCritical)
    {
        var result = new NameConstraints(isCritical);
        foreach (var (number, names) in ((int, Names)[])[(0, result.Permitted), (1, result.Excluded)])
        {
            if (!sequence.HasData || !sequence.PeekTag().HasSameClassAndValue(Der.Context(number)))
            {
                continue;
            }

            var trees = sequence.ReadSequence(Der.Context(number, isConstructed: true));
            while (trees.HasData)
            {
                context.Meter.Step();
                context.Meter.Allocate(128);
                result.HasUnknown |= !names.Take(trees.ReadSequence());
            }
        }

        return result;
    }

    /// <summary>Whether all names of a certificate keep to the constraints.</summary>
    public bool Allow(BuiltinContext context, CertificateExtensions names) =>
        names.Mails.TrueForAll(mail => Judge(context, Permitted.Mails, Excluded.Mails, rule => MatchesMail(mail, rule)))
        && names.DnsNames.TrueForAll(name => Judge(context, Permitted.Dns, Excluded.Dns, rule => MatchesDomain(name, rule)))
        && names.Uris.TrueForAll(uri => JudgeUri(context, uri))
        && names.Addresses.TrueForAll(
            address => Judge(context, Permitted.Ranges, Excluded.Ranges, rule => rule.Contains(address.GetAddressBytes())));

    private bool JudgeUri(BuiltinContext context, CertificateUri uri)
    {
        if (Permitted.Uris.Count + Excluded.Uris.Count == 0)
        {
            return true;
        }

        var host = uri.HostName();
        return host.Length > 0 && !IPAddress.TryParse(host, out _)
            && Judge(context, Permitted.Uris, Excluded.Uris, rule => MatchesDomain(host, rule));
    }

    private static bool Judge<T>(BuiltinContext context, List<T> permitted, List<T> excluded, Predicate<T> matches)
    {
        context.Meter.Work(permitted.Count + (long)excluded.Count);
        return !excluded.Exists(matches) && (permitted.Count == 0 || permitted.Exists(matches));
    }

    private static bool MatchesMail(string mail, string rule) => rule.Contains('@', StringComparison.Ordinal)
        ? string.Equals(mail, rule, StringComparison.OrdinalIgnoreCase)
        : MatchesDomain(mail[(mail.LastIndexOf('@') + 1)..], rule);

    private static bool MatchesDomain(string domain, string rule)
    {
        if (rule.Length == 0)
        {
            return true;
        }

        var (labels, wanted) = (domain.Split('.'), rule.TrimStart('.').Split('.'));
        return labels.Length >= wanted.Length + (rule.StartsWith('.') ? 1 : 0)
            && labels.Skip(labels.Length - wanted.Length).SequenceEqual(wanted, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One side of the constraints.</summary>
    internal sealed class Names
    {
        public List<string> Dns { get; } = [];

        public List<string> Mails { get; } = [];

        public List<string> Uris { get; } = [];

        public List<AddressRule> Ranges { get; } = [];

        // False for a kind that is not judged.
        public bool Take(AsnReader tree)
        {
            var tag = tree.PeekTag();
            switch (tag.TagClass == TagClass.ContextSpecific ? tag.TagValue : -1)
            {
                case 1:
                    Mails.Add(tree.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    return true;
                case 2:
                    Dns.Add(tree.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    return true;
                case 6:
                    Uris.Add(tree.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    return true;
                case 7:
                    var bytes = tree.ReadOctetString(tag);
                    Ranges.Add(bytes.Length is 8 or 32
                        ? new AddressRule(bytes[..(bytes.Length / 2)], bytes[(bytes.Length / 2)..])
                        : throw new AsnContentException("an address range has the wrong length"));
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>An address with a mask of the same length.</summary>
    internal sealed record AddressRule(byte[] Address, byte[] Mask)
    {
        public RegoValue Shown => Der.Object(("IP", RegoString.Of(Text(Address))), ("Mask", Der.Bytes(Mask)));

        public static string Text(byte[] bytes)
        {
            var address = new IPAddress(bytes);
            return (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
                .ToString();
        }

        public bool Contains(byte[] other)
        {
            var found = other.Length == Address.Length;
            for (var i = 0; found && i < other.Length; i++)
            {
                found = (other[i] & Mask[i]) == (Address[i] & Mask[i]);
            }

            return found;
        }
    }
}
