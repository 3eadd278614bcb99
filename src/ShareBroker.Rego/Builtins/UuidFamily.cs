using System.Buffers.Binary;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Universally unique identifiers (RFC 9562).</summary>
internal static class UuidFamily
{
    // 100-nanosecond steps between the start of the Gregorian calendar and 1970.
    private const long GregorianTo1970 = 122192928000000000;

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Nondeterministic("uuid.rfc4122", "string -> string", NewRandom),
        Builtin.Of("uuid.parse", "string -> object[string: any]", Parse),
    ];

    private static RegoString NewRandom(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var bytes = new byte[16];
        context.FillRandom(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return RegoString.Of(new Guid(bytes, bigEndian: true).ToString("D"));
    }

    private static RegoObject? Parse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(0);
        text = text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) && text.Length == 45 ? text[9..] : text;
        // Whatever stands around the 36 letters is taken for braces.
        text = text.Length == 38 ? text[1..^1] : text;
        var format = text.Length switch { 32 => "N", 36 => "D", _ => null };
        // A Guid takes a plus and blanks for digits.
        var isPlain = text.All(static letter => char.IsAsciiHexDigit(letter) || letter == '-');
        if (format is null || !isPlain || !Guid.TryParseExact(text, format, out var guid))
        {
            return null;
        }

        var bytes = guid.ToByteArray(bigEndian: true);
        var version = bytes[6] >> 4;
        var result = new RegoObject.Builder(8);
        Set(result, "version", RegoNumber.Of(version));
        Set(result, "variant", RegoString.Of(Variant(bytes[8])));
        if (version is 1 or 2)
        {
            AddTimeAndNode(result, bytes);
        }

        if (version == 2)
        {
            string[] domains = ["Person", "Group", "Org"];
            Set(result, "domain", RegoString.Of(bytes[9] < domains.Length ? domains[bytes[9]] : $"Domain{bytes[9]}"));
            Set(result, "id", RegoNumber.Of(BinaryPrimitives.ReadUInt32BigEndian(bytes)));
        }

        return result.Build();
    }

    private static void AddTimeAndNode(RegoObject.Builder result, byte[] bytes)
    {
        var time = ((long)(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(6)) & 0x0fff) << 48)
            | ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(4)) << 32)
            | BinaryPrimitives.ReadUInt32BigEndian(bytes);
        Set(result, "time", RegoNumber.Of(unchecked((time - GregorianTo1970) * 100)));
        Set(result, "clocksequence", RegoNumber.Of(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(8)) & 0x3fff));
        var node = bytes.AsSpan(10).ToArray().Select(static part => Convert.ToHexStringLower([part]));
        Set(result, "nodeid", RegoString.Of(string.Join('-', node)));
        var scope = (bytes[10] & 2) != 0 ? "local" : "global";
        var cast = (bytes[10] & 1) != 0 ? "multicast" : "unicast";
        Set(result, "macvariables", RegoString.Of($"{scope}:{cast}"));
    }

    private static string Variant(byte octet) => octet switch
    {
        < 0x80 => "Reserved",
        < 0xc0 => "RFC4122",
        < 0xe0 => "Microsoft",
        _ => "Future",
    };

    private static void Set(RegoObject.Builder result, string key, RegoValue value) => result.Set(RegoString.Of(key), value);
}
