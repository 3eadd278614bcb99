namespace ShareBroker.Rego.Builtins;

/// <summary>Strict base64 (RFC 4648, sections 4 and 5) with padding; line ends are skipped.</summary>
internal static class Base64Text
{
    private const string Standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const string ForUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>The bytes, or false and the position of the fault.</summary>
    public static bool TryDecode(string text, bool url, out byte[] bytes, out int faultAt)
    {
        var alphabet = url ? ForUrl : Standard;
        var result = new List<byte>(text.Length);
        var (bits, count, start, at) = (0, 0, 0, 0);
        bytes = [];
        for (; at < text.Length && text[at] != '='; at++)
        {
            if (text[at] is '\r' or '\n')
            {
                continue;
            }

            var value = alphabet.IndexOf(text[at], StringComparison.Ordinal);
            if (value < 0)
            {
                faultAt = at;
                return false;
            }

            start = count == 0 ? at : start;
            bits = (bits << 6) | value;
            if (++count == 4)
            {
                result.AddRange([(byte)(bits >> 16), (byte)((bits >> 8) & 0xff), (byte)(bits & 0xff)]);
                (bits, count) = (0, 0);
            }
        }

        faultAt = count > 0 ? start : at;
        if (!Finish(text, at, count, ref faultAt))
        {
            return false;
        }

        if (count >= 2)
        {
            bits <<= 6 * (4 - count);
            result.Add((byte)(bits >> 16));
            result.AddRange(count == 3 ? [(byte)((bits >> 8) & 0xff)] : []);
        }

        bytes = [.. result];
        return true;
    }

    // Padding completes the last group of four and nothing but line ends follows it.
    private static bool Finish(string text, int at, int count, ref int faultAt)
    {
        var padding = 0;
        for (; at < text.Length; at++)
        {
            if (text[at] == '=')
            {
                padding++;
            }
            else if (text[at] is not ('\r' or '\n'))
            {
                faultAt = at;
                return false;
            }

            if (padding > (count >= 2 ? 4 - count : 0))
            {
                faultAt = at;
                return false;
            }
        }

        return count == 0 || (count >= 2 && padding == 4 - count);
    }
}
