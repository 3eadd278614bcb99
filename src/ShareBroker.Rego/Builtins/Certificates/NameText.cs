using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>Distinguished names (RFC 5280 §4.1.2.4) as values.</summary>
internal static class NameText
{
    private static readonly (string Oid, string Member)[] Lists =
    [
        ("2.5.4.6", "Country"),
        ("2.5.4.10", "Organization"),
        ("2.5.4.11", "OrganizationalUnit"),
        ("2.5.4.7", "Locality"),
        ("2.5.4.8", "Province"),
        ("2.5.4.9", "StreetAddress"),
        ("2.5.4.17", "PostalCode"),
    ];

    public static RegoValue Read(BuiltinContext context, ReadOnlyMemory<byte> der)
    {
        var names = new List<(string Oid, string Value)>();
        var sequence = Der.Reader(der).ReadSequence();
        while (sequence.HasData)
        {
            var set = sequence.ReadSetOf();
            while (set.HasData)
            {
                context.Meter.Step();
                context.Meter.Allocate(256);
                var pair = set.ReadSequence();
                names.Add((pair.ReadObjectIdentifier(), Der.ReadText(pair)));
                pair.ThrowIfNotEmpty();
            }
        }

        var result = new RegoObject.Builder();
        foreach (var (oid, member) in Lists)
        {
            result.Set(RegoString.Of(member), Der.TextsOrNull(names.Where(name => name.Oid == oid).Select(static name => name.Value)));
        }

        result.Set(RegoString.Of("CommonName"), RegoString.Of(Last(names, "2.5.4.3")));
        result.Set(RegoString.Of("SerialNumber"), RegoString.Of(Last(names, "2.5.4.5")));
        result.Set(RegoString.Of("ExtraNames"), RegoNull.Value);
        result.Set(RegoString.Of("Names"),
            Der.ListOrNull([.. names.Select(static name => (RegoValue)Pair(name.Oid, RegoString.Of(name.Value)))]));
        return result.Build();
    }

    /// <summary>A type with its value.</summary>
    public static RegoObject Pair(string oid, RegoValue value) => Der.Object(("Type", Der.Oid(oid)), ("Value", value));

    private static string Last(List<(string Oid, string Value)> names, string oid) =>
        names.FindLast(name => name.Oid == oid).Value ?? string.Empty;
}
