using System.Text;

namespace ShareBroker.Rego.Bundles;

/// <summary>Writes files as plain <c>ustar</c>: sorted by path, no owner, no time.</summary>
internal static class TarWriter
{
    /// <exception cref="RegoBundleException">A path does not fit (<c>bundle_path</c>).</exception>
    public static byte[] Write(IEnumerable<RegoBundleFile> files)
    {
        using var output = new MemoryStream();
        foreach (var file in files.OrderBy(static file => file.Path, StringComparer.Ordinal))
        {
            output.Write(Header(file));
            output.Write(file.Content.Span);
            output.Write(new byte[(TarHeader.Block - (file.Content.Length % TarHeader.Block)) % TarHeader.Block]);
        }

        output.Write(new byte[2 * TarHeader.Block]);
        return output.ToArray();
    }

    private static byte[] Header(RegoBundleFile file)
    {
        var header = new byte[TarHeader.Block];
        var (prefix, name) = Split(file.Path);
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(prefix).CopyTo(header, TarHeader.PrefixAt);
        Octal(header, 100, 7, 0x1A4);
        Octal(header, 108, 7, 0);
        Octal(header, 116, 7, 0);
        Octal(header, TarHeader.SizeAt, 11, file.Content.Length);
        Octal(header, 136, 11, 0);
        header[TarHeader.KindAt] = (byte)'0';
        TarHeader.Magic.CopyTo(header.AsSpan(TarHeader.MagicAt));
        Octal(header, 329, 7, 0);
        Octal(header, 337, 7, 0);
        Octal(header, TarHeader.SumAt, 6, TarHeader.SumOf(header));
        header[TarHeader.SumAt + 7] = (byte)' ';
        return header;
    }

    private static (string Prefix, string Name) Split(string path)
    {
        if (!Ascii.IsValid(path))
        {
            throw new RegoBundleException("bundle_path", $"'{path}' is not ASCII; name the files of a bundle in ASCII");
        }

        if (path.Length <= TarHeader.NameBytes)
        {
            return ("", path);
        }

        var cut = path.IndexOf('/', path.Length - TarHeader.NameBytes - 1);
        return cut is > 0 and <= TarHeader.PrefixBytes
            ? (path[..cut], path[(cut + 1)..])
            : throw new RegoBundleException("bundle_path", $"'{path}' is too long for a bundle; shorten its folders");
    }

    private static void Octal(byte[] header, int at, int digits, long value)
    {
        for (var place = at + digits - 1; place >= at; place--)
        {
            header[place] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }
}
