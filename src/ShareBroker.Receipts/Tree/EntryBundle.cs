using System.Buffers;
using System.Buffers.Binary;

namespace ShareBroker.Receipts.Tree;

/// <summary>Up to 256 entries in a row (C2SP tlog-tiles): each with its length before it, two bytes, big-endian.</summary>
public static class EntryBundle
{
    /// <summary>The longest entry that the format can hold.</summary>
    public const int EntrySizeBytesMax = ushort.MaxValue;

    /// <summary>Writes entries.</summary>
    public static byte[] Write(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), checked((ushort)entry.Length));
            output.Advance(2);
            output.Write(entry.Span);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads exactly <paramref name="count"/> entries and nothing after them.</summary>
    /// <exception cref="ReceiptException">There are more or fewer.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Parse(ReadOnlyMemory<byte> bytes, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(count);
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            var length = rest.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(rest.Span) : int.MaxValue;
            if (length > rest.Length - 2 || entries.Count == count)
            {
                throw Malformed();
            }

            entries.Add(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return entries.Count == count ? entries : throw Malformed();
    }

    private static ReceiptException Malformed() =>
        new("bundle_malformed", "a bundle of entries does not hold exactly the entries that its path says");
}
