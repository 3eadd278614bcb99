using System.Net;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>
/// Finds a way from a certificate to a trusted one (RFC 5280 §6) within the certificates given; nothing is fetched and revocation is not
/// asked. Policies are not weighed: a chain in which an authority demands one is refused.
/// </summary>
internal sealed class CertificateChain(BuiltinContext context, ChainOptions options, Certificate root, List<Certificate> authorities)
{
    // As in Go: a hostile set of authorities that all share a name must not cost more.
    private const int SignaturesMax = 100;
    private const int ServerUsage = 1;

    private int _signatures;

    /// <summary>The chain from the leaf to the root, or null when there is none that holds.</summary>
    public List<Certificate>? Find(Certificate leaf)
    {
        if (!IsInOrder(leaf, [], isRoot: false) || (options.HostName.Length > 0 && !Names(leaf, options.HostName)))
        {
            return null;
        }

        return leaf.Raw.AsSpan().SequenceEqual(root.Raw)
            ? MayBeUsed([leaf]) ? [leaf] : null
            : Extend([leaf]);
    }

    private List<Certificate>? Extend(List<Certificate> chain)
    {
        foreach (var candidate in authorities.Prepend(root))
        {
            context.Meter.Step();
            var isRoot = ReferenceEquals(candidate, root);
            if (chain.Exists(member => member.Raw.AsSpan().SequenceEqual(candidate.Raw))
                || !chain[^1].RawIssuer.AsSpan().SequenceEqual(candidate.RawSubject)
                || !Signed(candidate, chain[^1])
                || !IsInOrder(candidate, chain, isRoot))
            {
                continue;
            }

            List<Certificate> longer = [.. chain, candidate];
            var found = !isRoot ? Extend(longer) : MayBeUsed(longer) ? longer : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private bool Signed(Certificate parent, Certificate child)
    {
        var rules = parent.Extensions;
        return (parent.Version != 3 || rules.HasBasicConstraints)
            && (!rules.HasBasicConstraints || rules.IsAuthority)
            && (rules.KeyUsage == 0 || (rules.KeyUsage & 0x20) != 0)
            && ++_signatures <= SignaturesMax
            && SignatureKind.Verifies(context, child.SignatureAlgorithm, parent.Key, child.Signed, child.Signature);
    }

    private bool IsInOrder(Certificate certificate, List<Certificate> chain, bool isRoot)
    {
        var rules = certificate.Extensions;
        if (rules.UnknownCritical.Count > 0 || options.Moment < certificate.NotBefore || options.Moment > certificate.NotAfter
            || (!isRoot && rules.ExplicitPolicy is not null))
        {
            return false;
        }

        if (chain.Count == 0)
        {
            return true;
        }

        return (isRoot || (rules.HasBasicConstraints && rules.IsAuthority))
            && (!rules.HasBasicConstraints || rules.PathLength < 0 || chain.Count - 1 <= rules.PathLength)
            && (rules.Constraints is null || chain.TrueForAll(member => rules.Constraints.Allow(context, member.Extensions)));
    }

    // Every certificate with a list of usages must allow one that all others allow too.
    private bool MayBeUsed(List<Certificate> chain)
    {
        HashSet<int> usages = options.Usages.Count == 0 ? [ServerUsage] : [.. options.Usages];
        if (usages.Contains(0))
        {
            return true;
        }

        foreach (var rules in chain.Select(static member => member.Extensions))
        {
            if (rules.ExtendedUsages.Count + rules.UnknownUsages.Count > 0 && !rules.ExtendedUsages.Contains(0))
            {
                usages.IntersectWith(rules.ExtendedUsages);
            }
        }

        return usages.Count > 0;
    }

    private static bool Names(Certificate leaf, string name)
    {
        var bare = name.StartsWith('[') && name.EndsWith(']') ? name[1..^1] : name;
        if (IPAddress.TryParse(bare, out var address) && (bare.Contains(':', StringComparison.Ordinal) || bare.Count('.') == 3))
        {
            return leaf.Extensions.Addresses.Exists(known => known.MapToIPv6().Equals(address.MapToIPv6()));
        }

        var host = name.TrimEnd('.').ToLowerInvariant().Split('.');
        return leaf.Extensions.DnsNames.Exists(pattern => Matches(pattern.ToLowerInvariant().Split('.'), host));
    }

    private static bool Matches(string[] pattern, string[] host)
    {
        if (pattern.Length != host.Length || host.Contains(string.Empty))
        {
            return false;
        }

        var start = pattern[0] == "*" ? 1 : 0;
        return pattern.Skip(start).SequenceEqual(host.Skip(start), StringComparer.Ordinal);
    }
}
