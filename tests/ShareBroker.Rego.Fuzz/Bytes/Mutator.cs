using System.Text;
using ShareBroker.Rego.Fuzz.Generating;

namespace ShareBroker.Rego.Fuzz.Bytes;

/// <summary>Spoils octets: cuts, swaps, splices, nests, puts in what readers stumble over.</summary>
internal sealed class Mutator(Dice dice, IReadOnlyList<byte[]> corpus, IReadOnlyList<string> words)
{
    private const int LengthMax = 64 << 10;

    private static readonly byte[][] Bad =
    [
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x00], [0xef, 0xbb, 0xbf], [0xc2, 0xa0], [0x0b],
        [0xe2, 0x80, 0xa8], "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "\\udc00\\ud800"u8.ToArray(), "\\x41"u8.ToArray(),
    ];

    public byte[] Next()
    {
        var text = dice.Chance(4) ? Noise(dice.Below(300)) : dice.Pick(corpus);
        for (var count = dice.Weighed(1, 5, 4, 3, 2, 1); count > 0; count--)
        {
            text = Changed(text);
            if (text.Length > LengthMax)
            {
                text = text[..LengthMax];
            }
        }

        return text;
    }

    private byte[] Changed(byte[] text)
    {
        var at = dice.Below(text.Length + 1);
        var length = Math.Min(dice.Chance(80) ? dice.Below(16) : dice.Below(2000), text.Length - at);
        switch (dice.Weighed(8, 6, 8, 5, 5, 4, 4, 3, 4, 4))
        {
            case 0: return text.Length == 0 ? text : Put(text, at % text.Length, 1, [(byte)dice.Below(256)]);
            case 1: return text[..at];
            case 2: return Put(text, at, 0, Encoding.UTF8.GetBytes(dice.Pick(words)));
            case 3: return Put(text, at, length, []);
            case 4: return Put(text, at, 0, text[at..(at + length)]);
            case 5: return Put(text, at, length, Chunk(dice.Pick(corpus)));
            case 6: return Put(text, at, 0, dice.Pick(Bad));
            case 7: return Put(text, at, 0, Repeated(dice.Pick(words), dice.Chance(80) ? dice.Below(300) : dice.Below(20_000)));
            case 8: return Put(text, at, 0, Encoding.ASCII.GetBytes(Number()));
            default:
                if (text.Length == 0)
                {
                    return text;
                }

                var bit = text.ToArray();
                bit[at % bit.Length] ^= (byte)(1 << dice.Below(8));
                return bit;
        }
    }

    private byte[] Chunk(byte[] from)
    {
        var at = dice.Below(from.Length + 1);
        return from[at..(at + Math.Min(dice.Below(200), from.Length - at))];
    }

    private string Number() => dice.Weighed(3, 3, 2, 2) switch
    {
        0 => "1e" + new string('9', dice.Between(1, 12)),
        1 => new string('9', dice.Below(5000)),
        2 => "-0." + new string('0', dice.Below(3000)) + "1",
        _ => Edges.Number(dice),
    };

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        for (var index = 0; index < length; index++)
        {
            noise[index] = (byte)dice.Below(256);
        }

        return noise;
    }

    private static byte[] Repeated(string word, int count)
    {
        var text = Encoding.UTF8.GetBytes(word);
        return [.. Enumerable.Repeat(text, Math.Min(count, LengthMax / Math.Max(1, text.Length))).SelectMany(static part => part)];
    }

    private static byte[] Put(byte[] text, int at, int instead, byte[] what) =>
        [.. text.AsSpan(0, at), .. what, .. text.AsSpan(Math.Min(text.Length, at + instead))];
}
