using System.Buffers.Binary;
using System.IO.Compression;

namespace ShareBroker.Rego.Bundles;

/// <summary>The outer shell of a bundle: gzip within limits around tar. Nothing is read from or written to a disk.</summary>
public static class RegoBundleArchive
{
    private const int RatioFromBytes = 1 << 20;

    /// <summary>The files of an archive, in its order; folders are passed over.</summary>
    /// <param name="archive">The octets of a <c>.tar.gz</c>, in <c>ustar</c> format with or without extended headers (POSIX.1-2001), or as
    /// GNU tar writes it.</param>
    /// <param name="limits">What it may cost; null for <see cref="RegoBundleLimits.Default"/>.</param>
    /// <returns>The files.</returns>
    /// <exception cref="RegoBundleException">It is cut, damaged or no archive (<c>bundle_malformed</c>), too large
    /// (<c>bundle_too_large</c>), has links or devices (<c>bundle_entry</c>), paths that lead elsewhere (<c>bundle_path</c>) or one name
    /// twice (<c>bundle_duplicate</c>).</exception>
    public static IReadOnlyList<RegoBundleFile> Read(ReadOnlyMemory<byte> archive, RegoBundleLimits? limits = null)
    {
        limits ??= RegoBundleLimits.Default;
        return new TarReader(Unpack(archive, limits), limits).Read();
    }

    /// <summary>An archive of files: sorted by path, without owner and time, so that the same files always give the same tar.</summary>
    /// <param name="files">The files.</param>
    /// <returns>The octets of the <c>.tar.gz</c>.</returns>
    /// <exception cref="RegoBundleException">A path is too long for the plain format, or not ASCII (<c>bundle_path</c>).</exception>
    public static byte[] Write(IEnumerable<RegoBundleFile> files)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(TarWriter.Write(files));
        }

        return output.ToArray();
    }

    private static byte[] Unpack(ReadOnlyMemory<byte> archive, RegoBundleLimits limits)
    {
        if (archive.Length == 0 || archive.Length > limits.ArchiveMaxBytes)
        {
            throw new RegoBundleException("bundle_too_large", $"a bundle has from 1 octet to {limits.ArchiveMaxBytes >> 20} MiB");
        }

        try
        {
            using var plain = new MemoryStream();
            using var input = new MemoryStream(archive.ToArray(), writable: false);
            using var gzip = new GZipStream(input, CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (var count = gzip.Read(buffer); count > 0; count = gzip.Read(buffer))
            {
                Demand(plain.Length + count, archive.Length, limits);
                plain.Write(buffer, 0, count);
            }

            // The last four octets say how long the text is: a cut or lengthened file is no bundle.
            var octets = plain.ToArray();
            return archive.Length > 4 && BinaryPrimitives.ReadUInt32LittleEndian(archive.Span[^4..]) == octets.Length
                ? octets
                : throw new RegoBundleException("bundle_malformed",
                    "the bundle cannot be unpacked: it is cut short; fetch or build it again");
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw new RegoBundleException(
                "bundle_malformed", "the bundle cannot be unpacked: it is not gzip; fetch or build it again", fault);
        }
    }

    private static void Demand(long unpacked, int packed, RegoBundleLimits limits)
    {
        if (unpacked > limits.UnpackedMaxBytes)
        {
            throw new RegoBundleException("bundle_too_large", $"the bundle unpacks to more than {limits.UnpackedMaxBytes >> 20} MiB");
        }

        if (unpacked > RatioFromBytes && unpacked > (long)packed * limits.RatioMax)
        {
            throw new RegoBundleException("bundle_too_large", $"the bundle unpacks to more than {limits.RatioMax} times its size");
        }
    }
}
