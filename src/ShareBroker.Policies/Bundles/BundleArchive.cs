using System.Buffers.Binary;
using System.IO.Compression;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Policies.Bundles;

/// <summary>The outer shell of a bundle: gzip within limits around plain tar.</summary>
internal static class BundleArchive
{
    /// <summary>The longest archive that is read, in octets.</summary>
    public const int SizeMaxBytes = 16 << 20;

    private const long PlainMaxBytes = PolicyFolder.TotalMaxBytes + (8L << 20);

    /// <summary>The files of an archive, in its order.</summary>
    /// <exception cref="PolicyException">It is no such archive, or holds what a bundle may not; the code says which.</exception>
    public static IReadOnlyList<PolicyEntry> Read(ReadOnlyMemory<byte> archive) => TarText.Read(Unpack(archive));

    private static byte[] Unpack(ReadOnlyMemory<byte> archive)
    {
        if (archive.Length is 0 or > SizeMaxBytes)
        {
            throw new PolicyException("bundle_too_large", $"a bundle has from 1 octet to {SizeMaxBytes >> 20} MiB");
        }

        try
        {
            using var plain = new MemoryStream();
            using var input = new MemoryStream(archive.ToArray(), writable: false);
            using var gzip = new GZipStream(input, CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (var count = gzip.Read(buffer); count > 0; count = gzip.Read(buffer))
            {
                if (plain.Length + count > PlainMaxBytes)
                {
                    throw new PolicyException("bundle_too_large", $"the bundle unpacks to more than {PlainMaxBytes >> 20} MiB");
                }

                plain.Write(buffer, 0, count);
            }

            // The last four octets say how long the text is: a cut or lengthened file is no bundle.
            var octets = plain.ToArray();
            return archive.Length > 4 && BinaryPrimitives.ReadUInt32LittleEndian(archive.Span[^4..]) == octets.Length
                ? octets
                : throw Malformed("it is cut short", cause: null);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw Malformed("it is not gzip", fault);
        }
    }

    private static PolicyException Malformed(string what, Exception? cause) =>
        new("bundle_malformed", $"the bundle cannot be unpacked: {what}; fetch or build it again", cause);
}
