using System.Text;

namespace ShareBroker.Policies.Bundles;

/// <summary>
/// The plain part of the tar format (POSIX.1-1988 <c>ustar</c>): regular files with relative names. What a bundle does not need is
/// refused rather than understood: links, devices, extended headers, names twice.
/// </summary>
internal static class TarText
{
    private const int Block = 512;
    private const int NameBytes = 100;
    private const int SizeAt = 124;
    private const int SumAt = 148;
    private const int KindAt = 156;
    private const int MagicAt = 257;
    private const int PrefixAt = 345;
    private const int PrefixBytes = 155;
    private const int EntriesMax = 4096;

    private static ReadOnlySpan<byte> Magic => "ustar\000"u8;

    /// <summary>The octets of an archive: sorted by name, no owner, no time, so that the same files always give the same archive.</summary>
    public static byte[] Write(IEnumerable<PolicyEntry> entries)
    {
        using var output = new MemoryStream();
        foreach (var entry in entries.OrderBy(static entry => entry.Path, StringComparer.Ordinal))
        {
            output.Write(Header(entry));
            output.Write(entry.Content.Span);
            output.Write(new byte[Padding(entry.Content.Length)]);
        }

        output.Write(new byte[2 * Block]);
        return output.ToArray();
    }

    /// <summary>The files of an archive, in its order.</summary>
    /// <exception cref="PolicyException">It is no such archive (<c>bundle_malformed</c>), or holds what a bundle may not
    /// (<c>bundle_entry</c>, <c>bundle_path</c>, <c>bundle_duplicate</c>, <c>bundle_too_large</c>).</exception>
    public static IReadOnlyList<PolicyEntry> Read(ReadOnlyMemory<byte> archive)
    {
        var entries = new List<PolicyEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; ; )
        {
            var header = Take(archive, at, Block);
            at += Block;
            if (!header.Span.ContainsAnyExcept((byte)0))
            {
                return archive[at..].Span.ContainsAnyExcept((byte)0) || archive.Length - at < Block
                    ? throw Malformed("its end is not where the archive says")
                    : entries;
            }

            var (name, isFolder, size) = ReadHeader(header.Span);
            if (isFolder)
            {
                continue;
            }

            if (!names.Add(name))
            {
                throw new PolicyException("bundle_duplicate", $"the bundle has '{name}' twice; nobody can tell which one counts");
            }

            if (entries.Count == EntriesMax)
            {
                throw new PolicyException("bundle_too_large", $"the bundle has more than {EntriesMax} files");
            }

            entries.Add(new PolicyEntry(name, Take(archive, at, size)));
            at += size;
            if (Take(archive, at, Padding(size)).Span.ContainsAnyExcept((byte)0))
            {
                throw Malformed("octets stand between its files");
            }

            at += Padding(size);
        }
    }

    private static int Padding(int size) => (Block - (size % Block)) % Block;

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> archive, int at, int size) =>
        size <= archive.Length - at ? archive.Slice(at, size) : throw Malformed("it is cut short");

    private static byte[] Header(PolicyEntry entry)
    {
        var header = new byte[Block];
        var (prefix, name) = Split(entry.Path);
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(prefix).CopyTo(header, PrefixAt);
        Octal(header, 100, 7, 0x1A4);
        Octal(header, 108, 7, 0);
        Octal(header, 116, 7, 0);
        Octal(header, SizeAt, 11, entry.Content.Length);
        Octal(header, 136, 11, 0);
        header[KindAt] = (byte)'0';
        Magic.CopyTo(header.AsSpan(MagicAt));
        Octal(header, 329, 7, 0);
        Octal(header, 337, 7, 0);
        Octal(header, SumAt, 6, SumOf(header));
        header[SumAt + 7] = (byte)' ';
        return header;
    }

    private static (string Prefix, string Name) Split(string path)
    {
        if (path.Length <= NameBytes)
        {
            return ("", path);
        }

        var cut = path.IndexOf('/', path.Length - NameBytes - 1);
        return cut is > 0 and <= PrefixBytes
            ? (path[..cut], path[(cut + 1)..])
            : throw new PolicyException("bundle_path", $"'{path}' is too long for a bundle; shorten its folders");
    }

    private static (string Name, bool IsFolder, int Size) ReadHeader(ReadOnlySpan<byte> header)
    {
        if (!header.Slice(MagicAt, Magic.Length).SequenceEqual(Magic) || Number(header.Slice(SumAt, 8)) != SumOf(header))
        {
            throw Malformed("a header is not the one of a plain archive");
        }

        var prefix = Text(header.Slice(PrefixAt, PrefixBytes));
        var name = Text(header[..NameBytes]);
        var path = prefix.Length == 0 ? name : prefix + "/" + name;
        var size = Number(header.Slice(SizeAt, 12));
        return header[KindAt] switch
        {
            (byte)'0' or 0 => (PolicyEntry.CheckedPath(path), false, (int)Math.Min(size, int.MaxValue - Block)),
            (byte)'5' when size == 0 => (path, true, 0),
            (byte)'1' or (byte)'2' => throw Forbidden(path, "a link"),
            _ => throw Forbidden(path, "no plain file"),
        };
    }

    private static PolicyException Forbidden(string path, string what)
    {
        var shown = new string([.. path.Where(static letter => !char.IsControl(letter)).Take(80)]);
        return new PolicyException("bundle_entry", $"the bundle's '{shown}' is {what}; a bundle has files and nothing else");
    }

    private static PolicyException Malformed(string what) =>
        new("bundle_malformed", $"the bundle is no usable archive: {what}; build it again with 'sharebroker policy bundle'");

    // The sum of the header's octets with its own field read as blanks.
    private static int SumOf(ReadOnlySpan<byte> header)
    {
        var sum = 0;
        for (var at = 0; at < Block; at++)
        {
            sum += at is >= SumAt and < SumAt + 8 ? ' ' : header[at];
        }

        return sum;
    }

    private static void Octal(byte[] header, int at, int digits, long value)
    {
        for (var place = at + digits - 1; place >= at; place--)
        {
            header[place] = (byte)('0' + (value & 7));
            value >>= 3;
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

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }
}
