using System.Buffers;
using System.Text;

namespace ShareBroker.Receipts.Json;

/// <summary>Strings of RFC 8785 §3.2.2.2: only the quotation mark, the backslash and U+0000 to U+001F are escaped.</summary>
internal static class CanonicalText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\" + string.Concat(Enumerable.Range(0, 0x20).Select(static code => (char)code)));

    public static void Write(IBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAny(Escaped);
            var run = plain < 0 ? rest : rest[..plain];
            WriteRaw(output, run);
            rest = rest[run.Length..];
            if (!rest.IsEmpty)
            {
                WriteEscape(output, rest[0]);
                rest = rest[1..];
            }
        }

        output.Write("\""u8);
    }

    private static void WriteRaw(IBufferWriter<byte> output, ReadOnlySpan<char> run)
    {
        if (run.IsEmpty)
        {
            return;
        }

        try
        {
            var span = output.GetSpan(StrictUtf8.GetMaxByteCount(run.Length));
            output.Advance(StrictUtf8.GetBytes(run, span));
        }
        catch (EncoderFallbackException fault)
        {
            throw new ReceiptException("json_lone_surrogate", "a JSON string holds half of a surrogate pair", fault);
        }
    }

    private static void WriteEscape(IBufferWriter<byte> output, char escaped)
    {
        switch (escaped)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\r': output.Write("\\r"u8); break;
            default:
                output.Write("\\u00"u8);
                var hex = "0123456789abcdef"u8;
                output.Write([hex[escaped >> 4], hex[escaped & 0xf]]);
                break;
        }
    }
}
