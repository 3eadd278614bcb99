using ShareBroker.Rego.Builtins.Networks;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Networks in CIDR notation (RFC 4632, RFC 4291). Nothing here asks a network.</summary>
internal static class NetworkFamily
{
    private const string Many =
        "any<string, array[any<string, array[any]>], object[string: any<string, array[any]>], set[any<string, array[any]>]>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Test("net.cidr_is_valid", static (_, a) => RegoBoolean.Of(AddressRange.ReadNetwork(a.Text(0)) is not null)),
        Builtin.Of("net.cidr_contains", "string, string -> boolean", Contains),
        Builtin.Of("net.cidr_overlap", "string, string -> boolean", Contains),
        Builtin.Of("net.cidr_intersects", "string, string -> boolean", Intersects),
        Builtin.OfAnyKind("net.cidr_contains_matches", $"{Many}, {Many} -> set[array<any, any>]", Matches),
        Builtin.Of("net.cidr_expand", "string -> set[string]", Expand),
        Builtin.OfAnyKind("net.cidr_merge", "any<array[any<string>], set[string]> -> set[string]", Merge),
        Builtin.Nondeterministic("net.lookup_ip_addr", "string -> set[string]", LookUp),
    ];

    // Policies do not reach out: an address is its own answer, a name has none here.
    private static RegoSet LookUp(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        AddressRange.ReadAddress(arguments.Text(0), out _) is { } address
            ? RegoSet.Of(RegoString.Of(AddressRange.Write(address)))
            : throw BuiltinException.Failed("names are not looked up while a policy is evaluated");

    private static AddressRange Network(string text) =>
        AddressRange.ReadNetwork(text) ?? throw BuiltinException.Failed($"invalid CIDR address: {text}");

    private static AddressRange NetworkOrAddress(string text)
    {
        if (AddressRange.ReadAddress(text, out _) is { } address)
        {
            return new AddressRange(address, address);
        }

        return AddressRange.ReadNetwork(text)
            ?? throw BuiltinException.Failed($"not a valid textual representation of an IP address or CIDR: {text}");
    }

    private static RegoBoolean Contains(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var network = Network(arguments.Text(0));
        return RegoBoolean.Of(network.Contains(NetworkOrAddress(arguments.Text(1))));
    }

    private static RegoBoolean Intersects(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var network = Network(arguments.Text(0));
        return RegoBoolean.Of(network.Overlaps(Network(arguments.Text(1))));
    }

    // What is no collection and no text has no members. Members are looked at before any of them is read, and those of the second operand
    // only when the first has any.
    private static RegoSet Matches(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var first = Entries(context, arguments[0], 1);
        var second = first.Count == 0 ? first : Entries(context, arguments[1], 2);
        if (second.Count == 0)
        {
            return RegoSet.Empty;
        }

        var networks = first.ConvertAll(static entry => (entry.Key, Range: Network(TextOf(entry.Item))));
        var others = second.ConvertAll(static entry => (entry.Key, Range: NetworkOrAddress(TextOf(entry.Item))));
        var found = new RegoSet.Builder();
        foreach (var network in networks)
        {
            foreach (var other in others)
            {
                context.Meter.Step();
                if (network.Range.Contains(other.Range))
                {
                    context.ChargeMembers(3);
                    found.Add(RegoArray.Of(network.Key, other.Key));
                }
            }
        }

        return found.Build();
    }

    // A text is its own key, an array's member goes by position, a set's by itself, an object's by its key.
    private static List<(RegoValue Key, RegoValue Item)> Entries(BuiltinContext context, RegoValue operand, int position)
    {
        var entries = new List<(RegoValue Key, RegoValue Item)>();
        switch (operand)
        {
            case RegoString text:
                entries.Add((text, text));
                break;
            case RegoObject obj:
                context.ChargeMembers(obj.Count);
                for (var i = 0; i < obj.Count; i++)
                {
                    entries.Add((obj.KeyAt(i), Item(obj.ValueAt(i), position)));
                }

                break;
            case RegoArray or RegoSet:
                var members = Operands.Members(operand);
                context.ChargeMembers(members.Length);
                for (var i = 0; i < members.Length; i++)
                {
                    entries.Add((operand is RegoArray ? RegoNumber.Of(i) : members[i], Item(members[i], position)));
                }

                break;
            default:
                break;
        }

        return entries;
    }

    private static RegoValue Item(RegoValue member, int position) => member switch
    {
        RegoString => member,
        RegoArray { Count: > 0 } array => array[0],
        _ => throw BuiltinException.Failed($"operand {position}: element must be string or non-empty array"),
    };

    private static string TextOf(RegoValue item) => item is RegoString text
        ? text.Value
        : throw BuiltinException.Operand(1, $"must be string but got {OperandKinds.NameOf(item.Kind)}");

    private static RegoSet Expand(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var network = Network(arguments.Text(0));
        var size = network.Last - network.First;
        context.ChargeMembers(size >= int.MaxValue ? long.MaxValue / 64 : ((long)size + 1) * 4);
        var addresses = new RegoSet.Builder();
        for (var i = 0; i <= (int)size; i++)
        {
            addresses.Add(RegoString.Of(AddressRange.Write(network.First + (UInt128)i)));
        }

        return addresses.Build();
    }

    private static RegoSet Merge(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        if (arguments[0] is not (RegoArray or RegoSet))
        {
            throw BuiltinException.Failed("operand must be an array");
        }

        var members = Operands.Members(arguments[0]);
        context.ChargeMembers(members.Length * 4L);
        var ranges = new List<AddressRange>(members.Length);
        var bare = new Dictionary<AddressRange, string>();
        foreach (var member in members)
        {
            var text = member is RegoString words ? words.Value : throw BuiltinException.Failed("element must be string");
            var range = ForMerge(text);
            ranges.Add(range);
            if (!text.Contains('/', StringComparison.Ordinal))
            {
                bare[range] = text;
            }
        }

        ranges.Sort(static (left, right) => left.First.CompareTo(right.First));
        var merged = new List<AddressRange>();
        foreach (var range in ranges)
        {
            var joins = merged.Count > 0 && merged[^1].IsIPv4 == range.IsIPv4
                && (range.First <= merged[^1].Last || range.First - 1 == merged[^1].Last);
            if (joins)
            {
                merged[^1] = merged[^1] with { Last = UInt128.Max(merged[^1].Last, range.Last) };
            }
            else
            {
                merged.Add(range);
            }
        }

        // A bare address that merges with no other keeps its host part, as in OPA.
        var networks = merged
            .SelectMany(range => bare.TryGetValue(range, out var address) && ranges.Count(other => range.Overlaps(other)) == 1
                ? range.Networks().Select(text => address + text[text.IndexOf('/', StringComparison.Ordinal)..])
                : range.Networks())
            .Select(static text => (RegoValue)RegoString.Of(text));
        return RegoSet.Of([.. networks]);
    }

    // A bare IPv4 address stands for the network of its class.
    private static AddressRange ForMerge(string text)
    {
        if (AddressRange.ReadAddress(text, out var isDotted) is not { } address)
        {
            return Network(text);
        }

        if (!isDotted)
        {
            throw BuiltinException.Failed("IPv6 invalid: needs prefix length");
        }

        return AddressRange.Classful(address);
    }
}
