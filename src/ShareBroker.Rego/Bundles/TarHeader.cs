using System.Text;

namespace ShareBroker.Rego.Bundles;

/// <summary>One header block of a tar archive (POSIX.1-1988 <c>ustar</c>, and the magic of GNU tar).</summary>
internal readonly ref struct TarHeader
{
    public const int Block = 512;
    public const int NameBytes = 100;
    public const int SizeAt = 124;
    public const int SumAt = 148;
    public const int KindAt = 156;
    public const int MagicAt = 257;
    public const int PrefixAt = 345;
    public const int PrefixBytes = 155;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _octets;

    /// <summary>Looks at a block.</summary>
    /// <exception cref="RegoBundleException">It is no header (<c>bundle_malformed</c>).</exception>
    public TarHeader(ReadOnlySpan<byte> octets)
    {
        _octets = octets;
        var magic = octets.Slice(MagicAt, Magic.Length);
        IsGnu = magic.SequenceEqual(GnuMagic);
        if ((!IsGnu && !magic.SequenceEqual(Magic)) || Number(octets.Slice(SumAt, 8)) != SumOf(octets))
        {
            throw Malformed("a header is not the one of an archive");
        }

        Size = (int)Math.Min(Number(octets.Slice(SizeAt, 12)), int.MaxValue - Block);
    }

    public static ReadOnlySpan<byte> Magic => "ustar\000"u8;

    public bool IsGnu { get; }

    public char Kind => (char)_octets[KindAt];

    public int Size { get; }

    /// <summary>The name with its prefix.</summary>
    public string Name
    {
        get
        {
            var name = Text(_octets[..NameBytes]);
            var prefix = IsGnu ? string.Empty : Text(_octets.Slice(PrefixAt, PrefixBytes));
            return prefix.Length == 0 ? name : prefix + "/" + name;
        }
    }

    private static ReadOnlySpan<byte> GnuMagic => "ustar  \0"u8;

    /// <summary>The sum of the header's octets with its own field read as blanks.</summary>
    public static int SumOf(ReadOnlySpan<byte> header)
    {
        var sum = 0;
        for (var at = 0; at < Block; at++)
        {
            sum += at is >= SumAt and < SumAt + 8 ? ' ' : header[at];
        }

        return sum;
    }

    public static RegoBundleException Malformed(string what) =>
        new("bundle_malformed", $"the bundle is no usable archive: {what}; fetch or build it again");

    /// <summary>UTF-8 up to the first NUL.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        try
        {
            return Strict.GetString(end < 0 ? field : field[..end]);
        }
        catch (DecoderFallbackException fault)
        {
            throw new RegoBundleException("bundle_path", "the bundle has a file whose name is not UTF-8", fault);
        }
    }

    private static long Number(ReadOnlySpan<byte> field)
    {
        long value = 0;
        var text = field.TrimStart((byte)' ').TrimEnd("\0 "u8);
        foreach (var digit in text)
        {
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value << 3) + digit - '0' : throw Malformed("a number is not octal");
        }

        return value;
    }
}
