using System.Buffers.Text;
using System.Text;

namespace ShareBroker.Receipts.Signing;

/// <summary>
/// Base64 in which every octet string has one spelling: no white space, padding as the format wants it, unused bits zero.
/// </summary>
public static class StrictBase64
{
    /// <summary>RFC 4648 §4, with padding.</summary>
    /// <exception cref="ReceiptException">Another spelling, code <c>base64_malformed</c>.</exception>
    public static byte[] Decode(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var written) || Convert.ToBase64String(bytes, 0, written) != text)
        {
            throw new ReceiptException("base64_malformed", "a text is not strict base64 (RFC 4648, section 4)");
        }

        return bytes[..written];
    }

    /// <summary>RFC 4648 §5, without padding, as JWS and SD-JWT use it.</summary>
    /// <exception cref="ReceiptException">Another spelling, code <c>base64url_malformed</c>.</exception>
    public static byte[] DecodeUrl(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            if (Base64Url.EncodeToString(bytes) == text)
            {
                return bytes;
            }
        }
        catch (FormatException)
        {
            // Falls through to the one error below.
        }

        throw new ReceiptException("base64url_malformed", "a text is not strict base64url without padding (RFC 4648, section 5)");
    }

    /// <summary>The one spelling in base64url, without padding.</summary>
    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The one spelling of a text's UTF-8 octets in base64url, without padding.</summary>
    public static string EncodeUrlOfUtf8(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
