using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace ShareBroker.Rego.Builtins.Networks;

/// <summary>
/// The addresses of one network, from first to last. IPv4 stands in IPv6's mapped block, so that both compare as numbers;
/// a network of one family never holds an address of the other.
/// </summary>
internal readonly record struct AddressRange(UInt128 First, UInt128 Last)
{
    private const int Bits = 128;
    private const int MappedBits = 96;

    private static readonly UInt128 Mapped = (UInt128)0xffff << 32;

    public bool IsIPv4 => First >= Mapped && Last <= Mapped + uint.MaxValue;

    /// <summary>A network written address/length, or null.</summary>
    public static AddressRange? ReadNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || ReadAddress(text[..slash], out var isDotted) is not { } address)
        {
            return null;
        }

        // Zeros before a length change nothing.
        var digits = text.Length > slash + 2 ? text[(slash + 1)..^1].TrimStart('0') + text[^1] : text[(slash + 1)..];
        var isLength = digits.Length is > 0 and <= 3 && digits.All(char.IsAsciiDigit);
        var length = isLength ? int.Parse(digits, CultureInfo.InvariantCulture) : -1;
        return length >= 0 && length <= (isDotted ? Bits - MappedBits : Bits)
            ? Around(address, isDotted ? length + MappedBits : length)
            : null;
    }

    /// <summary>One address, or null.</summary>
    public static UInt128? ReadAddress(string text, out bool isDotted)
    {
        isDotted = !text.Contains(':', StringComparison.Ordinal);
        if (isDotted)
        {
            return ReadDotted(text);
        }

        var sound = text.Length < 46 && text.All(static letter => char.IsAsciiHexDigit(letter) || letter is ':' or '.');
        var tail = text[(text.LastIndexOf(':') + 1)..];
        sound &= !tail.Contains('.', StringComparison.Ordinal) || ReadDotted(tail) is not null;
        return sound && IPAddress.TryParse(text, out var address)
            ? BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes())
            : null;
    }

    /// <summary>The network that an IPv4 address belonged to before lengths were written down; the smallest where there was none.</summary>
    public static AddressRange Classful(UInt128 address) => (uint)(address & uint.MaxValue) switch
    {
        < 0x80000000 => Around(address, MappedBits + 8),
        < 0xc0000000 => Around(address, MappedBits + 16),
        _ => Around(address, MappedBits + 24),
    };

    /// <summary>The address as text.</summary>
    public static string Write(UInt128 address)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        var ip = new IPAddress(bytes);
        return (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString();
    }

    public bool Contains(AddressRange other) => IsIPv4 == other.IsIPv4 && First <= other.First && other.Last <= Last;

    public bool Overlaps(AddressRange other) => IsIPv4 == other.IsIPv4 && First <= other.Last && other.First <= Last;

    /// <summary>The fewest networks that hold exactly these addresses, each written address/length.</summary>
    public IEnumerable<string> Networks()
    {
        var at = First;
        while (true)
        {
            var host = at == 0 ? Bits : (int)UInt128.TrailingZeroCount(at);
            while (host > 0 && (host == Bits ? Last != UInt128.MaxValue : Last - at < (UInt128.One << host) - 1))
            {
                host--;
            }

            var shown = IsIPv4 ? Bits - MappedBits - host : Bits - host;
            yield return $"{Write(at)}/{shown.ToString(CultureInfo.InvariantCulture)}";
            var end = at + (host == Bits ? UInt128.MaxValue : (UInt128.One << host) - 1);
            if (end >= Last)
            {
                yield break;
            }

            at = end + 1;
        }
    }

    private static AddressRange Around(UInt128 address, int length)
    {
        var host = length == 0 ? UInt128.MaxValue : (UInt128.One << (Bits - length)) - 1;
        return new AddressRange(address & ~host, address | host);
    }

    private static UInt128? ReadDotted(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4)
        {
            return null;
        }

        var value = UInt128.Zero;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || !part.All(char.IsAsciiDigit))
            {
                return null;
            }

            var octet = int.Parse(part, CultureInfo.InvariantCulture);
            value = (value << 8) + (UInt128)octet;
            if (octet > 255)
            {
                return null;
            }
        }

        return Mapped + value;
    }
}
